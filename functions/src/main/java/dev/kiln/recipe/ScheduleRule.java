package dev.kiln.recipe;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A schedule that EventBridge Scheduler takes, and that comes due. */
final class ScheduleRule implements Rule {
    /** A recipe is read again by the build that its last time started, and when that build is redriven. */
    private static final Duration LOOK_BACK = Duration.ofDays(30);

    private static final String EXAMPLE = "cron(0 6 1 * ? *)";

    private final InstantSource clock;

    /** Names of the IANA database only: EventBridge takes no offsets such as +01:00. */
    private final SortedSet<String> zones = new TreeSet<>(ZoneId.getAvailableZoneIds());

    ScheduleRule(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Stream<Mistake> mistakes(Value recipe) {
        var schedule = recipe.get("schedule");
        var zone = schedule.flatMap(s -> s.get("timeZone"));
        var expression = schedule.flatMap(s -> s.text().isPresent() ? schedule : s.get("cron"));
        return Stream.concat(
                zone.flatMap(this::zone).stream(),
                expression.filter(e -> e.text().isPresent()).stream()
                        .flatMap(e -> expression(e, zone.flatMap(Value::text).orElse(Defaults.TIME_ZONE))));
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

    private Stream<Mistake> expression(Value value, String zone) {
        String text = value.text().orElse("");
        boolean inBrackets = text.startsWith("cron(") && text.endsWith(")");
        boolean inField = value.field().endsWith(".cron");
        if (text.equals("monthly") && !inField) {
            return Stream.empty();
        }
        if (!inBrackets) {
            return Stream.of(value.mistake(
                    Wording.quoted(text) + " is not a " + (inField ? "cron expression." : "schedule."),
                    inField
                            ? "Write one such as " + EXAMPLE + "."
                            : "Write monthly, or a cron expression such as " + EXAMPLE + "."));
        }
        return CronExpression.of(text.substring("cron(".length(), text.length() - 1))
                .map(cron -> cron(value, cron, zone))
                .orElseGet(() -> Stream.of(value.mistake(
                        "A cron expression of EventBridge has six fields.",
                        "Write minutes, hours, day of month, month, day of week and year, for example " + EXAMPLE
                                + ".")));
    }

    private Stream<Mistake> cron(Value value, CronExpression cron, String zone) {
        List<CronExpression.Unreadable> unreadable = cron.unreadable();
        if (!unreadable.isEmpty()) {
            return unreadable.stream()
                    .map(field -> value.mistake(
                            Wording.quoted(field.written()) + " is not allowed as " + field.name() + ".",
                            "EventBridge takes " + field.allowed() + ", and ranges, lists and steps of them."));
        }
        if (!cron.hasOneDay()) {
            return Stream.of(value.mistake(
                    "Day of month and day of week cannot both be chosen, nor both be left open.",
                    "Write ? for exactly one of them, for example " + EXAMPLE + "."));
        }
        var from = clock.instant().minus(LOOK_BACK).atZone(zones.contains(zone) ? ZoneId.of(zone) : ZoneOffset.UTC);
        return cron.after(from).isPresent()
                ? Stream.empty()
                : Stream.of(value.mistake(
                        "This time never comes.",
                        "Look at the day, the month and the year: they do not meet in the future."));
    }
}
