package dev.kiln.local.schedule;

import java.util.Optional;

/** What a schedule invokes. */
@FunctionalInterface
public interface ScheduleTarget {
    /**
     * Hands over the input. What becomes of it then is the target's own business.
     *
     * @return why it was not taken; empty when it was
     */
    Optional<Refusal> invoke(String targetArn, String input);

    /**
     * A target that did not take its input.
     *
     * @param code error code of the target's API
     * @param retryable whether the target may take it later
     */
    record Refusal(String code, String message, boolean retryable) {}
}
