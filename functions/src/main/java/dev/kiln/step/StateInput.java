package dev.kiln.step;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the state machine hands to the handler of a state; which of the optional fields are there depends on the state.
 */
public record StateInput(
        String buildId,
        String executionArn,
        int redriveCount,
        String state,
        Optional<String> taskToken,
        Optional<Integer> generation,
        Optional<Integer> stepIndex,
        Optional<String> instanceId,
        Optional<String> imageId,
        Optional<List<String>> snapshotIds,
        Optional<String> joined,
        Optional<Instant> enteredAt,
        Optional<Integer> retryCount) {
    /**
     * Orders the invocations that are made for the states of one execution: of two the one with the greater text was
     * asked for later, whichever runs first.
     */
    public String visit() {
        return "%06d %015d %04d"
                .formatted(redriveCount, enteredAt.map(Instant::toEpochMilli).orElse(0L), retryCount.orElse(0));
    }

    /** The builder's instance. */
    public String builder() {
        return instanceId.orElseThrow(() -> new IllegalStateException(state + " was called without instanceId"));
    }

    /** The image that was made. */
    public String image() {
        return imageId.orElseThrow(() -> new IllegalStateException(state + " was called without imageId"));
    }

    /** How often a builder has been launched for this build, from 1. */
    public int builderGeneration() {
        return generation.orElse(1);
    }
}
