package dev.kiln.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.step.Sweep;

import java.util.Map;

/** Every minute: looks at the waits whose time has come. The work is in {@link Sweep}. */
public final class SweepHandler extends JsonHandler {
    private static final int WAITS_A_RUN = 100;

    private final Sweep sweep;

    public SweepHandler() {
        this(Pipeline.fromEnvironment().sweep());
    }

    public SweepHandler(Sweep sweep) {
        this.sweep = sweep;
    }

    @Override
    Object handle(JsonNode event) {
        return Map.of("looked", sweep.run(WAITS_A_RUN));
    }
}
