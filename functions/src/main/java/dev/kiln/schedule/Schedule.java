package dev.kiln.schedule;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import java.time.LocalTime;

/** When a recipe is built by itself. A recipe without one is rebuilt when the deployment rebuilds such recipes. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Schedule.Never.class, name = "never"),
    @JsonSubTypes.Type(value = Schedule.Monthly.class, name = "monthly"),
    @JsonSubTypes.Type(value = Schedule.PatchTuesday.class, name = "patchTuesday"),
    @JsonSubTypes.Type(value = Schedule.Cron.class, name = "cron")
})
public sealed interface Schedule {
    /** Only on request and on upload, also not when the deployment rebuilds what has no schedule. */
    record Never() implements Schedule {}

    /**
     * On the first day of each month.
     *
     * @param time in the zone, to the minute
     * @param timeZone IANA name
     */
    record Monthly(LocalTime time, String timeZone) implements Schedule {}

    /**
     * Once a month, so many days after Patch Tuesday.
     *
     * @param daysAfter from 0, on Patch Tuesday itself, to {@link PatchDay#MOST_DAYS_AFTER}
     * @param time in the zone, to the minute
     * @param timeZone IANA name
     */
    record PatchTuesday(int daysAfter, LocalTime time, String timeZone) implements Schedule {}

    /**
     * At the times of a cron expression of EventBridge Scheduler.
     *
     * @param expression with its brackets, for example {@code cron(0 6 1 * ? *)}
     * @param timeZone IANA name of the zone that the expression is meant in
     */
    record Cron(String expression, String timeZone) implements Schedule {}
}
