package dev.kiln.recipe;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** What is wrong with the cron expression of a schedule. */
final class CronRule {
    static final String EXAMPLE = "cron(0 6 1 * ? *)";

    /** A recipe is read again by the build that its last time started, and when that build is redriven. */
    private static final Duration LOOK_BACK = Duration.ofDays(30);

    private final InstantSource clock;

    CronRule(InstantSource clock) {
        this.clock = clock;
    }

    /** Looks at a text that is to be an expression with its brackets. */
    Stream<Mistake> mistakes(Value value, ZoneId zone) {
        return value.text().stream().flatMap(text -> mistakes(value, text, zone));
    }

    private Stream<Mistake> mistakes(Value value, String text, ZoneId zone) {
        if (!text.startsWith("cron(") || !text.endsWith(")")) {
            return Stream.of(value.mistake(
                    Wording.quoted(text) + " is not a cron expression.", "Write one such as " + EXAMPLE + "."));
        }
        return CronExpression.of(text.substring("cron(".length(), text.length() - 1))
                .map(cron -> cron(value, cron, zone))
                .orElseGet(() -> Stream.of(value.mistake(
                        "A cron expression of EventBridge has six fields.",
                        "Write minutes, hours, day of month, month, day of week and year, for example " + EXAMPLE
                                + ".")));
    }

    private Stream<Mistake> cron(Value value, CronExpression cron, ZoneId zone) {
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
        return cron.after(clock.instant().minus(LOOK_BACK).atZone(zone)).isPresent()
                ? Stream.empty()
                : Stream.of(value.mistake(
                        "This time never comes.",
                        "Look at the day, the month and the year: they do not meet in the future."));
    }
}
