package dev.kiln.schedule;

import dev.kiln.event.RecipeKey;
import dev.kiln.json.PipelineJson;

import java.time.LocalTime;
import java.util.Optional;

/**
 * What EventBridge Scheduler is told for the schedule of a recipe.
 *
 * @param name at most 47 characters; Scheduler takes 64
 * @param expression a cron expression
 * @param timeZone IANA name of the zone that the expression is meant in
 * @param input what the target is given, JSON
 */
public record RecipeSchedule(String name, String expression, String timeZone, String input) {
    /** The schedule of a recipe; empty if it is never to be built by itself. */
    public static Optional<RecipeSchedule> of(RecipeKey recipe, Schedule schedule) {
        return switch (schedule) {
            case Schedule.Never never -> Optional.empty();
            case Schedule.Monthly monthly ->
                Optional.of(of(recipe, cron(monthly.time(), "1"), monthly.timeZone(), Optional.empty()));
            case Schedule.PatchTuesday day ->
                Optional.of(of(
                        recipe,
                        cron(day.time(), PatchDay.cronDays(day.daysAfter())),
                        day.timeZone(),
                        Optional.of(day)));
            case Schedule.Cron cron -> Optional.of(of(recipe, cron.expression(), cron.timeZone(), Optional.empty()));
        };
    }

    /** What the schedule of a recipe is called, whether there is one or not. */
    public static String name(RecipeKey recipe) {
        return "recipe-" + recipe.name();
    }

    private static RecipeSchedule of(
            RecipeKey recipe, String expression, String timeZone, Optional<Schedule.PatchTuesday> day) {
        var input = ScheduledStart.of(recipe.name(), recipe.key(), day);
        return new RecipeSchedule(name(recipe), expression, timeZone, PipelineJson.write(input));
    }

    private static String cron(LocalTime time, String days) {
        return "cron(%d %d %s * ? *)".formatted(time.getMinute(), time.getHour(), days);
    }
}
