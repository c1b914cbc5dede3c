package dev.kiln.schedule;

import dev.kiln.event.RecipeKey;
import dev.kiln.json.PipelineJson;

import java.time.LocalTime;
import java.util.Optional;
import java.util.function.Function;

/**
 * What EventBridge Scheduler is told for the schedule of a recipe, or of all that have none.
 *
 * @param name at most 47 characters; Scheduler takes 64
 * @param expression a cron expression
 * @param timeZone IANA name of the zone that the expression is meant in
 * @param input what the target is given, JSON
 */
public record RecipeSchedule(String name, String expression, String timeZone, String input) {
    /** The schedule of a recipe; empty if it is never to be built by itself. */
    public static Optional<RecipeSchedule> of(RecipeKey recipe, Schedule schedule) {
        return of(name(recipe), schedule, day -> ScheduledStart.of(recipe.name(), recipe.key(), day));
    }

    /**
     * The schedule, of this name, of all recipes whose text has none; empty if they are not to be built by themselves.
     */
    public static Optional<RecipeSchedule> ofOthers(String name, Schedule schedule) {
        return of(name, schedule, ScheduledStart::ofOthers);
    }

    /** What the schedule of a recipe is called, whether there is one or not. */
    public static String name(RecipeKey recipe) {
        return "recipe-" + recipe.name();
    }

    private static Optional<RecipeSchedule> of(
            String name, Schedule schedule, Function<Optional<Schedule.PatchTuesday>, ScheduledStart> start) {
        return switch (schedule) {
            case Schedule.Never never -> Optional.empty();
            case Schedule.Monthly monthly ->
                Optional.of(of(name, cron(monthly.time(), "1"), monthly.timeZone(), start.apply(Optional.empty())));
            case Schedule.PatchTuesday day ->
                Optional.of(of(
                        name,
                        cron(day.time(), PatchDay.cronDays(day.daysAfter())),
                        day.timeZone(),
                        start.apply(Optional.of(day))));
            case Schedule.Cron cron ->
                Optional.of(of(name, cron.expression(), cron.timeZone(), start.apply(Optional.empty())));
        };
    }

    private static RecipeSchedule of(String name, String expression, String timeZone, ScheduledStart start) {
        return new RecipeSchedule(name, expression, timeZone, PipelineJson.write(start));
    }

    private static String cron(LocalTime time, String days) {
        return "cron(%d %d %s * ? *)".formatted(time.getMinute(), time.getHour(), days);
    }
}
