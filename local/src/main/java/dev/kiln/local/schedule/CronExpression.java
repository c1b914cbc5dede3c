package dev.kiln.local.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A cron expression of EventBridge Scheduler in a time zone: {@code cron(minutes hours day-of-month month day-of-week
 * year)} (EventBridge Scheduler user guide, "Schedule types").
 */
public final class CronExpression {
    private static final Pattern FORM = Pattern.compile("cron\\((\\S+ \\S+ (\\S+) \\S+ (\\S+) \\S+)\\)");
    private static final String ANY = "?";
    private static final int SATURDAY = 7;
    private static final int MONDAY = 2;
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2199;
    private static final CronDefinition DEFINITION = CronDefinitionBuilder.defineCron()
            .withMinutes()
            .and()
            .withHours()
            .and()
            .withDayOfMonth()
            .supportsL()
            .supportsW()
            .supportsQuestionMark()
            .and()
            .withMonth()
            .and()
            .withDayOfWeek()
            .withValidRange(1, SATURDAY)
            .withMondayDoWValue(MONDAY)
            .supportsHash()
            .supportsL()
            .supportsQuestionMark()
            .and()
            .withYear()
            .withValidRange(FIRST_YEAR, LAST_YEAR)
            .and()
            .instance();

    private final Cron cron;
    private final ZoneId zone;

    private CronExpression(Cron cron, ZoneId zone) {
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
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "not cron(minutes hours day-of-month month day-of-week year): " + expression);
        }
        if (form.group(2).equals(ANY) == form.group(3).equals(ANY)) {
            throw new IllegalArgumentException(
                    "either the day of the month or the day of the week must be ?, and not both: " + expression);
        }
        return new CronExpression(
                new CronParser(DEFINITION).parse(form.group(1)).validate(), zone);
    }

    /** The first instant after this one, if there is any. */
    public Optional<Instant> after(Instant instant) {
        return ExecutionTime.forCron(cron).nextExecution(instant.atZone(zone)).map(next -> next.toInstant());
    }
}
