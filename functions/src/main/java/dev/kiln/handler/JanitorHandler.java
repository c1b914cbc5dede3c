package dev.kiln.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.step.Janitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;

/** Every hour: compares ledger, tags and account. The work is in {@link Janitor}. */
public final class JanitorHandler extends JsonHandler {
    private static final Logger LOG = LoggerFactory.getLogger(JanitorHandler.class);

    private final Janitor janitor;

    public JanitorHandler() {
        this(Pipeline.fromEnvironment().janitor());
    }

    public JanitorHandler(Janitor janitor) {
        this.janitor = janitor;
    }

    @Override
    Object handle(JsonNode event) {
        var unknown = janitor.run();
        unknown.forEach(thing -> LOG.warn("no row of the ledger knows {}", thing));
        return Map.of("unknown", unknown);
    }
}
