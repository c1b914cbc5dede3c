package dev.kiln.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.step.Janitor;

import java.util.Map;

/** Every hour: compares ledger, tags and account. The work is in {@link Janitor}. */
public final class JanitorHandler extends JsonHandler {
    private final Janitor janitor;

    public JanitorHandler() {
        this(Pipeline.fromEnvironment().janitor());
    }

    public JanitorHandler(Janitor janitor) {
        this.janitor = janitor;
    }

    @Override
    Object handle(JsonNode event) {
        return Map.of("unknown", janitor.run());
    }
}
