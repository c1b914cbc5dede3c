package dev.kiln.schedule;

import dev.kiln.error.InvalidBuildRequest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What a schedule says to the function that starts builds: the input of its target, in which EventBridge Scheduler
 * fills in the time (its user guide, "Adding context attributes").
 *
 * @param recipe the recipe to build
 * @param key its object in the recipe bucket
 * @param recipes {@link #WITHOUT_SCHEDULE} instead of a recipe
 * @param scheduledTime when it was to fire; equal however often and however late it is delivered
 * @param patchTuesday if given, only the day that lies so many days after Patch Tuesday counts
 * @param timeZone the zone in which that day is meant; UTC if not given
 */
public record ScheduledStart(
        Optional<String> recipe,
        Optional<String> key,
        Optional<String> recipes,
        String scheduledTime,
        Optional<Integer> patchTuesday,
        Optional<String> timeZone) {
    /** All recipes whose text has no schedule. */
    public static final String WITHOUT_SCHEDULE = "withoutSchedule";

    /** What EventBridge Scheduler replaces by the time in the form of {@link Instant#toString()}. */
    static final String TIME = "<aws.scheduler.scheduled-time>";

    /** The input for the schedule of one recipe. */
    static ScheduledStart of(String recipe, String key, Optional<Schedule.PatchTuesday> day) {
        return new ScheduledStart(
                Optional.of(recipe),
                Optional.of(key),
                Optional.empty(),
                TIME,
                day.map(Schedule.PatchTuesday::daysAfter),
                day.map(Schedule.PatchTuesday::timeZone));
    }

    /**
     * The instant of {@link #scheduledTime}.
     *
     * @throws InvalidBuildRequest if it is none
     */
    public Instant time() {
        try {
            return Instant.parse(Optional.ofNullable(scheduledTime).orElse(""));
        } catch (DateTimeException e) {
            throw new InvalidBuildRequest("scheduledTime must be a time such as 2026-12-08T20:00:00Z, not "
                    + scheduledTime + ". Nothing was started.");
        }
    }

    /** Whether the day is the one that is meant; every day is when none is. */
    public boolean onTheDay() {
        return patchTuesday
                .map(days -> PatchDay.is(LocalDate.ofInstant(time(), zone()), days))
                .orElse(true);
    }

    private ZoneId zone() {
        try {
            return ZoneId.of(timeZone.orElse("UTC"));
        } catch (DateTimeException e) {
            throw new InvalidBuildRequest(
                    "timeZone must be an IANA name, not " + timeZone.orElse("") + ". Nothing was started.");
        }
    }
}
