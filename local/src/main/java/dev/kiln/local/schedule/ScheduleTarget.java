package dev.kiln.local.schedule;

import java.util.Optional;

/** What schedules invoke. */
@FunctionalInterface
public interface ScheduleTarget {
    /**
     * Hands over the input. What becomes of it then is the target's own business.
     *
     * @param schedule whose time has come; names the target and the role
     * @return why it was not taken; empty when it was
     */
    Optional<Refusal> invoke(StoredSchedule schedule, String input);

    /** Takes what was given up and has a dead-letter queue. */
    default void giveUp(StoredSchedule schedule, DeadStart start) {}

    /**
     * A target that did not take its input.
     *
     * @param code error code of the target's API
     * @param retryable whether the target may take it later
     */
    record Refusal(String code, String message, boolean retryable) {}
}
