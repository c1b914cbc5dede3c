package dev.kiln.recipe;

import dev.kiln.schedule.PatchDay;
import dev.kiln.schedule.Schedule;

import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The words of a schedule: never, monthly, patchTuesday and patchTuesday+N. */
final class ScheduleWord {
    static final String NEVER = "never";
    static final String MONTHLY = "monthly";
    static final String PATCH_TUESDAY = "patchTuesday";
    static final List<String> WORDS = List.of(NEVER, MONTHLY, PATCH_TUESDAY);

    private static final Pattern DAYS_AFTER = Pattern.compile(PATCH_TUESDAY + "(?:\\+([0-9]{1,9}))?");

    private ScheduleWord() {}

    /** How many days after Patch Tuesday, however many; empty for another word. */
    static Optional<Integer> daysAfter(String word) {
        var matcher = DAYS_AFTER.matcher(word);
        return matcher.matches()
                ? Optional.of(Optional.ofNullable(matcher.group(1))
                        .map(Integer::valueOf)
                        .orElse(0))
                : Optional.empty();
    }

    /** The schedule that a word means; empty if it means none. */
    static Optional<Schedule> read(String word, Optional<LocalTime> time, String timeZone) {
        return switch (word) {
            case NEVER -> Optional.of(new Schedule.Never());
            case MONTHLY -> Optional.of(new Schedule.Monthly(time.orElse(Defaults.MONTHLY_TIME), timeZone));
            default ->
                daysAfter(word)
                        .filter(days -> days <= PatchDay.MOST_DAYS_AFTER)
                        .map(days ->
                                new Schedule.PatchTuesday(days, time.orElse(Defaults.PATCH_TUESDAY_TIME), timeZone));
        };
    }
}
