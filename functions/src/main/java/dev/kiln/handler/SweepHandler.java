package dev.kiln.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.step.Callbacks;

import java.util.Map;

/** Every minute: looks at the waits whose time has come, because events are best effort. */
public final class SweepHandler extends JsonHandler {
    private static final int WAITS_A_RUN = 100;

    private final Callbacks callbacks;

    public SweepHandler() {
        this(Pipeline.fromEnvironment().callbacks());
    }

    public SweepHandler(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    @Override
    Object handle(JsonNode event) {
        return Map.of("looked", callbacks.sweep(WAITS_A_RUN));
    }
}
