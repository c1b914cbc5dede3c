package dev.kiln.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.step.Sweep;

import java.time.Duration;
import java.util.Map;

/** Every minute: looks at the waits whose time has come. The work is in {@link Sweep}. */
public final class SweepHandler extends JsonHandler {
    /** A run may take 55 seconds, and the next begins after a minute. */
    private static final Duration AT_MOST = Duration.ofSeconds(35);

    private final Sweep sweep;

    public SweepHandler() {
        this(Pipeline.fromEnvironment().sweep());
    }

    public SweepHandler(Sweep sweep) {
        this.sweep = sweep;
    }

    @Override
    Object handle(JsonNode event) {
        return Map.of("looked", sweep.run(AT_MOST));
    }
}
