package dev.kiln.recipe;

import dev.kiln.schedule.PatchDay;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A schedule that EventBridge Scheduler takes, and that comes due. */
final class ScheduleRule implements Rule {
    private static final String WORDS = "Write monthly, patchTuesday, patchTuesday+1";

    private final CronRule cron;
    private final MonthlyTimeRule monthly;

    /** Names of the IANA database only: EventBridge takes no offsets such as +01:00. */
    private final SortedSet<String> zones = new TreeSet<>(ZoneId.getAvailableZoneIds());

    ScheduleRule(InstantSource clock) {
        this.cron = new CronRule(clock);
        this.monthly = new MonthlyTimeRule(clock);
    }

    @Override
    public Stream<Mistake> mistakes(Value recipe) {
        return recipe.get("schedule").stream().flatMap(this::schedule);
    }

    private Stream<Mistake> schedule(Value schedule) {
        var unknown = schedule.get("timeZone").flatMap(this::zone);
        var zone = unknown.isPresent()
                ? Defaults.TIME_ZONE
                : schedule.text("timeZone").orElse(Defaults.TIME_ZONE);
        return Stream.concat(
                unknown.stream(),
                schedule.text().isPresent()
                        ? alone(schedule, ZoneId.of(zone))
                        : Stream.concat(
                                schedule.get("cron").stream().flatMap(value -> cron.mistakes(value, ZoneId.of(zone))),
                                schedule.get("when").stream().flatMap(value -> when(schedule, value))));
    }

    private Optional<Mistake> zone(Value zone) {
        return zone.text()
                .filter(name -> !zones.contains(name))
                .map(name -> zone.mistake(
                        Wording.quoted(name) + " is not a time zone.",
                        Wording.meant(name, zones)
                                .map(meant -> "Did you mean \"" + meant + "\"?")
                                .orElse("Write an IANA name, for example Europe/Berlin.")));
    }

    private Stream<Mistake> alone(Value schedule, ZoneId zone) {
        String text = schedule.text().orElse("");
        return text.startsWith("cron(") && text.endsWith(")")
                ? cron.mistakes(schedule, zone)
                : word(
                        schedule,
                        text,
                        "a schedule",
                        WORDS + ", never, or a cron expression such as " + CronRule.EXAMPLE)
                        .stream();
    }

    private Stream<Mistake> when(Value schedule, Value value) {
        String text = value.text().orElse("");
        if (text.equals(ScheduleWord.NEVER)) {
            return Stream.of(value.mistake(
                    "What is never built by itself has no time and no zone.", "Write schedule: never instead."));
        }
        if (text.startsWith("cron(")) {
            return Stream.of(value.mistake("A cron expression has a field of its own.", "Write cron instead of when."));
        }
        return word(value, text, "a day of the month", WORDS + " and so on up to patchTuesday+14")
                .or(() -> comesEveryMonth(schedule, value))
                .stream();
    }

    /** Only of a schedule that can be read: what cannot is told elsewhere. */
    private Optional<Mistake> comesEveryMonth(Value schedule, Value when) {
        return schedule.text("timeZone").filter(zone -> !zones.contains(zone)).isPresent()
                ? Optional.empty()
                : ScheduleForm.read(schedule)
                        .flatMap(meant -> monthly.mistake(schedule.get("time").orElse(when), meant));
    }

    private static Optional<Mistake> word(Value value, String text, String noun, String mend) {
        var days = ScheduleWord.daysAfter(text);
        if (days.isPresent()) {
            return days.filter(count -> count > PatchDay.MOST_DAYS_AFTER)
                    .map(count -> value.mistake(
                            "A day that lies " + count + " days after Patch Tuesday is not in every month.",
                            "Write patchTuesday, or patchTuesday+1 to patchTuesday+" + PatchDay.MOST_DAYS_AFTER + "."));
        }
        return ScheduleWord.WORDS.contains(text)
                ? Optional.empty()
                : Optional.of(value.mistake(
                        Wording.quoted(text) + " is not " + noun + ".",
                        Wording.meant(text, ScheduleWord.WORDS)
                                .map(word -> "Did you mean \"" + word + "\"?")
                                .orElse(mend + ".")));
    }
}
