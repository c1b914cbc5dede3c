package dev.kiln.local.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A cron expression of EventBridge Scheduler in a time zone: {@code cron(minutes hours day-of-month month day-of-week
 * year)} (EventBridge Scheduler user guide, "Schedule types").
 */
public final class CronExpression {
    private static final Pattern FORM = Pattern.compile("cron\\((\\S+(?: \\S+){5})\\)");

    private final dev.kiln.recipe.CronExpression cron;
    private final ZoneId zone;

    private CronExpression(dev.kiln.recipe.CronExpression cron, ZoneId zone) {
        this.cron = cron;
        this.zone = zone;
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException if it is not one that EventBridge Scheduler takes; {@code rate} and {@code at}
     *     are not cron expressions
     */
    public static CronExpression of(String expression, ZoneId zone) {
        var form = FORM.matcher(expression);
        var cron = form.matches()
                ? dev.kiln.recipe.CronExpression.of(form.group(1))
                : Optional.<dev.kiln.recipe.CronExpression>empty();
        if (cron.isEmpty()) {
            throw new IllegalArgumentException(
                    "not cron(minutes hours day-of-month month day-of-week year): " + expression);
        }
        if (!cron.get().hasOneDay()) {
            throw new IllegalArgumentException(
                    "either the day of the month or the day of the week must be ?, and not both: " + expression);
        }
        cron.get().unreadable().stream().findFirst().ifPresent(field -> {
            throw new IllegalArgumentException(
                    field.name() + " cannot be " + field.written() + ", only " + field.allowed() + ": " + expression);
        });
        return new CronExpression(cron.get(), zone);
    }

    /** The first instant after this one, if there is any. */
    public Optional<Instant> after(Instant instant) {
        return cron.after(instant.atZone(zone)).map(ZonedDateTime::toInstant);
    }
}
