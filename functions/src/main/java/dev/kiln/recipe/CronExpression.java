package dev.kiln.recipe;

import com.cronutils.model.definition.CronConstraintsFactory;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A cron expression of EventBridge Scheduler (its user guide, "Schedule types"): minutes, hours, day of month, month,
 * day of week, year.
 *
 * @param fields as they are written
 */
public record CronExpression(List<String> fields) {
    private static final CronDefinition EVENT_BRIDGE = CronDefinitionBuilder.defineCron()
            .withMinutes()
            .withValidRange(0, 59)
            .and()
            .withHours()
            .withValidRange(0, 23)
            .and()
            .withDayOfMonth()
            .withValidRange(1, 31)
            .supportsL()
            .supportsW()
            .supportsLW()
            .supportsQuestionMark()
            .and()
            .withMonth()
            .withValidRange(1, 12)
            .and()
            .withDayOfWeek()
            .withValidRange(1, 7)
            .withMondayDoWValue(2)
            .supportsHash()
            .supportsL()
            .supportsQuestionMark()
            .and()
            .withYear()
            .withValidRange(1970, 2199)
            .and()
            .withCronValidation(CronConstraintsFactory.ensureEitherDayOfWeekOrDayOfMonth())
            .instance();

    private static final List<Field> FIELDS = List.of(
            new Field("minutes", "0 to 59", "%s 0 1 * ? *"),
            new Field("hours", "0 to 23", "0 %s 1 * ? *"),
            new Field("day of month", "1 to 31, L, W or ?", "0 0 %s * ? *"),
            new Field("month", "1 to 12 or JAN to DEC", "0 0 1 %s ? *"),
            new Field("day of week", "1 to 7 (1 is Sunday), SUN to SAT, L, # or ?", "0 0 ? * %s *"),
            new Field("year", "1970 to 2199", "0 0 1 * ? %s"));

    public CronExpression {
        fields = List.copyOf(fields);
    }

    /** A field that cannot be read, and what it may hold. */
    public record Unreadable(String name, String written, String allowed) {}

    private record Field(String name, String allowed, String probe) {}

    /** Reads the six fields from the text between the brackets; empty when it has another number of them. */
    public static Optional<CronExpression> of(String text) {
        var fields = List.of(text.strip().split("\\s+", -1));
        return fields.size() == FIELDS.size() ? Optional.of(new CronExpression(fields)) : Optional.empty();
    }

    /** The fields that EventBridge would not take. */
    public List<Unreadable> unreadable() {
        var unreadable = new ArrayList<Unreadable>();
        for (int i = 0; i < FIELDS.size(); i++) {
            var field = FIELDS.get(i);
            boolean unset = (i == 2 || i == 4) && fields.get(i).equals("?");
            if (!unset && !reads(field.probe().formatted(fields.get(i)))) {
                unreadable.add(new Unreadable(field.name(), fields.get(i), field.allowed()));
            }
        }
        return unreadable;
    }

    /** Exactly one of the two days is left open by a question mark. */
    public boolean hasOneDay() {
        return fields.get(2).equals("?") != fields.get(4).equals("?");
    }

    /** The first time after a moment, in that moment's zone; empty when there is none. */
    public Optional<ZonedDateTime> after(ZonedDateTime moment) {
        return ExecutionTime.forCron(new CronParser(EVENT_BRIDGE).parse(String.join(" ", fields)))
                .nextExecution(moment);
    }

    private static boolean reads(String expression) {
        try {
            new CronParser(EVENT_BRIDGE).parse(expression).validate();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
