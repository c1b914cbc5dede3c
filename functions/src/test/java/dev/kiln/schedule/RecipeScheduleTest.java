package dev.kiln.schedule;

import dev.kiln.event.RecipeKey;
import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.Test;

import java.time.LocalTime;

import static org.assertj.core.api.Assertions.assertThat;

/** From a recipe's schedule to what EventBridge Scheduler is told. */
class RecipeScheduleTest {
    private static final RecipeKey WEB = new RecipeKey("web");

    @Test
    void of_monthly_firesOnTheFirst() {
        var schedule = of(new Schedule.Monthly(LocalTime.of(22, 5), "Europe/Berlin"));

        assertThat(schedule.expression()).isEqualTo("cron(5 22 1 * ? *)");
        assertThat(schedule.timeZone()).isEqualTo("Europe/Berlin");
    }

    @Test
    void of_cron_isTakenAsItIs() {
        var schedule = of(new Schedule.Cron("cron(0 20 ? * TUE#2 *)", "America/Los_Angeles"));

        assertThat(schedule.expression()).isEqualTo("cron(0 20 ? * TUE#2 *)");
        assertThat(schedule.timeZone()).isEqualTo("America/Los_Angeles");
    }

    @Test
    void of_daysAfterPatchTuesday_firesOnAWeekOfDaysAndSaysWhichOneIsMeant() {
        var schedule = of(new Schedule.PatchTuesday(3, LocalTime.of(20, 0), "America/Los_Angeles"));

        assertThat(schedule.expression()).isEqualTo("cron(0 20 11-17 * ? *)");
        assertThat(PipelineJson.tree(schedule.input())).isEqualTo(PipelineJson.tree("""
                        {"recipe": "web", "key": "recipes/web/recipe.yaml",
                         "scheduledTime": "<aws.scheduler.scheduled-time>",
                         "patchTuesday": 3, "timeZone": "America/Los_Angeles"}"""));
    }

    @Test
    void of_monthly_saysWhichRecipe() {
        assertThat(PipelineJson.tree(
                        of(new Schedule.Monthly(LocalTime.of(6, 0), "UTC")).input()))
                .isEqualTo(PipelineJson.tree("""
                        {"recipe": "web", "key": "recipes/web/recipe.yaml",
                         "scheduledTime": "<aws.scheduler.scheduled-time>"}"""));
    }

    @Test
    void of_never_isNone() {
        assertThat(RecipeSchedule.of(WEB, new Schedule.Never())).isEmpty();
    }

    @Test
    void name_ofTheLongestRecipe_fitsIntoTheLimitOfScheduler() {
        var longest = RecipeKey.of("recipes/" + "a".repeat(40) + "/recipe.yaml").orElseThrow();

        assertThat(RecipeSchedule.name(longest)).hasSizeLessThanOrEqualTo(64).matches("[0-9a-zA-Z-_.]+");
        assertThat(RecipeKey.of("recipes/" + "a".repeat(41) + "/recipe.yaml")).isEmpty();
    }

    private static RecipeSchedule of(Schedule schedule) {
        return RecipeSchedule.of(WEB, schedule).orElseThrow();
    }
}
