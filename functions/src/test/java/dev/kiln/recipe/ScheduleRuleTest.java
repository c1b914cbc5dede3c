package dev.kiln.recipe;

import dev.kiln.schedule.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.LocalTime;

import static dev.kiln.recipe.RecipeTexts.mistakesWith;
import static dev.kiln.recipe.RecipeTexts.recipeWith;
import static org.assertj.core.api.Assertions.assertThat;

/** A schedule is one that EventBridge Scheduler takes, and it comes due. */
class ScheduleRuleTest {
    @Test
    void word_thatIsNoSchedule_isRefused() {
        var mistakes = mistakesWith("""
                        schedule: weekly
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "3:11: schedule: \"weekly\" is not a schedule. Write monthly, patchTuesday, patchTuesday+1, never, or a cron expression such as cron(0 6 1 * ? *).");
    }

    @Test
    void cronWithoutItsBrackets_isRefused() {
        var mistakes = mistakesWith("""
                        schedule: {cron: 0 6 1 * ? *}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "3:18: schedule.cron: \"0 6 1 * ? *\" is not a cron expression. Write one such as cron(0 6 1 * ? *).");
    }

    @Test
    void cronOfFiveFields_isRefused() {
        var mistakes = mistakesWith("""
                        schedule: cron(0 6 1 * ?)
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "3:11: schedule: A cron expression of EventBridge has six fields. Write minutes, hours, day of month, month, day of week and year, for example cron(0 6 1 * ? *).");
    }

    @Test
    void cronWithFieldsThatCannotBeRead_namesEach() {
        var mistakes = mistakesWith("""
                        schedule: cron(0 24 1 FOO ? *)
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "3:11: schedule: \"24\" is not allowed as hours. EventBridge takes 0 to 23, and ranges, lists and steps of them.",
                        "3:11: schedule: \"FOO\" is not allowed as month. EventBridge takes 1 to 12 or JAN to DEC, and ranges, lists and steps of them.");
    }

    @Test
    void bothDaysChosen_isRefused() {
        var mistakes = mistakesWith("""
                        schedule: cron(0 6 1 * MON *)
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "3:11: schedule: Day of month and day of week cannot both be chosen, nor both be left open. Write ? for exactly one of them, for example cron(0 6 1 * ? *).");
    }

    @Test
    void bothDaysOpen_isRefused() {
        var mistakes = mistakesWith("""
                        schedule: cron(0 6 ? * ? *)
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "3:11: schedule: Day of month and day of week cannot both be chosen, nor both be left open. Write ? for exactly one of them, for example cron(0 6 1 * ? *).");
    }

    @Test
    void thirtiethOfFebruary_neverComes() {
        var mistakes = mistakesWith("""
                        schedule: cron(0 6 30 2 ? *)
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "3:11: schedule: This time never comes. Look at the day, the month and the year: they do not meet in the future.");
    }

    @Test
    void yearThatIsPast_neverComes() {
        var mistakes = mistakesWith("""
                        schedule: cron(0 6 1 * ? 2025)
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "3:11: schedule: This time never comes. Look at the day, the month and the year: they do not meet in the future.");
    }

    @Test
    void sixthTuesday_neverComes() {
        var mistakes = mistakesWith("""
                        schedule: cron(0 6 ? * TUE#6 *)
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "3:11: schedule: This time never comes. Look at the day, the month and the year: they do not meet in the future.");
    }

    @Test
    void leapDayOfACommonYear_neverComes() {
        var mistakes = mistakesWith("""
                        schedule: cron(0 6 29 2 ? 2027)
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "3:11: schedule: This time never comes. Look at the day, the month and the year: they do not meet in the future.");
    }

    @Test
    void unknownTimeZone_isToldTheNearest() {
        var mistakes = mistakesWith("""
                        schedule: {cron: cron(0 6 1 * ? *), timeZone: Europe/Belin}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "3:47: schedule.timeZone: \"Europe/Belin\" is not a time zone. Did you mean \"Europe/Berlin\"?");
    }

    @Test
    void timeZoneThatIsAnOffset_isRefused() {
        var mistakes = mistakesWith("""
                        schedule: {cron: cron(0 6 1 * ? *), timeZone: "+01:00"}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "3:47: schedule.timeZone: \"+01:00\" is not a time zone. Write an IANA name, for example Europe/Berlin.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 6 1 * ? *",
                "0 20 ? * TUE#2 *",
                "0 20 ? * 3#2 *",
                "0 6 L * ? *",
                "0 6 15W * ? *",
                "0 6 ? * 6L *",
                "*/15 8-17 ? * MON-FRI *",
                "0 6 29 2 ? *",
                "0 6 1 JAN,JUL ? 2027-2030"
            })
    void expressionsOfEventBridge_areTaken(String expression) {
        assertThat(recipeWith("schedule: cron(" + expression + ")").schedule())
                .contains(new Schedule.Cron("cron(" + expression + ")", "UTC"));
    }

    @Test
    void lastTimeOfASchedule_isStillTaken_becauseItsBuildReadsTheRecipe() {
        assertThat(recipeWith("schedule: cron(0 6 1 11 ? 2026)").schedule()).isPresent();
    }

    @Test
    void monthly_isMeantInUtc() {
        assertThat(recipeWith("schedule: monthly").schedule())
                .contains(new Schedule.Monthly(LocalTime.of(6, 0), "UTC"));
    }

    @Test
    void timeZone_isKept() {
        assertThat(recipeWith("schedule: {cron: cron(0 6 1 * ? *), timeZone: Europe/Berlin}")
                        .schedule())
                .contains(new Schedule.Cron("cron(0 6 1 * ? *)", "Europe/Berlin"));
    }

    @Test
    void never_isKept() {
        assertThat(recipeWith("schedule: never").schedule()).contains(new Schedule.Never());
    }

    @Test
    void monthlyWithTimeAndZone_isKept() {
        assertThat(recipeWith("schedule: {when: monthly, time: 22:30, timeZone: Europe/Berlin}")
                        .schedule())
                .contains(new Schedule.Monthly(LocalTime.of(22, 30), "Europe/Berlin"));
    }

    @Test
    void patchTuesday_isMeantInTheEveningInUtc_whenTheUpdatesAreOut() {
        assertThat(recipeWith("schedule: patchTuesday").schedule())
                .contains(new Schedule.PatchTuesday(0, LocalTime.of(20, 0), "UTC"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 14})
    void daysAfterPatchTuesday_areKept(int days) {
        assertThat(recipeWith("schedule: patchTuesday+" + days).schedule())
                .contains(new Schedule.PatchTuesday(days, LocalTime.of(20, 0), "UTC"));
    }

    @Test
    void patchTuesdayWithTimeAndZone_isKept() {
        assertThat(recipeWith("schedule: {when: patchTuesday+3, time: 22:00, timeZone: America/Los_Angeles}")
                        .schedule())
                .contains(new Schedule.PatchTuesday(3, LocalTime.of(22, 0), "America/Los_Angeles"));
    }

    @Test
    void dayThatNotEveryMonthHas_isRefused() {
        assertThat(mistakesWith("schedule: patchTuesday+15"))
                .containsExactly(
                        "3:11: schedule: A day that lies 15 days after Patch Tuesday is not in every month. Write patchTuesday, or patchTuesday+1 to patchTuesday+14.");
    }

    @Test
    void misspeltWord_isToldTheNearest() {
        assertThat(mistakesWith("schedule: patchtuesday"))
                .containsExactly("3:11: schedule: \"patchtuesday\" is not a schedule. Did you mean \"patchTuesday\"?");
    }

    @Test
    void wordThatIsNoDayOfAMonth_isRefused() {
        assertThat(mistakesWith("schedule: {when: weekly}"))
                .containsExactly(
                        "3:18: schedule.when: \"weekly\" is not a day of the month. Write monthly, patchTuesday, patchTuesday+1 and so on up to patchTuesday+14.");
    }

    @Test
    void neverAtATime_isRefused() {
        assertThat(mistakesWith("schedule: {when: never, time: 10:00}"))
                .containsExactly(
                        "3:18: schedule.when: What is never built by itself has no time and no zone. Write schedule: never instead.");
    }

    @Test
    void cronAsWhen_isToldItsField() {
        assertThat(mistakesWith("schedule: {when: cron(0 6 1 * ? *)}"))
                .containsExactly(
                        "3:18: schedule.when: A cron expression has a field of its own. Write cron instead of when.");
    }

    @Test
    void scheduleOfTwoKinds_isRefused() {
        assertThat(mistakesWith("schedule: {when: monthly, cron: cron(0 6 1 * ? *)}"))
                .containsExactly(
                        "3:27: schedule: The schedule is of 2 kinds at once: when and cron. Keep one of them.");
    }

    @Test
    void scheduleOfNoKind_isRefused() {
        assertThat(mistakesWith("schedule: {timeZone: UTC}"))
                .containsExactly(
                        "3:11: schedule: The schedule does not say of what kind it is. Add one of when and cron.");
    }

    @Test
    void timeThatIsNone_isRefused() {
        assertThat(mistakesWith("schedule: {when: monthly, time: 24:00}"))
                .containsExactly(
                        "3:33: schedule.time: \"24:00\" is not a time of day. Write hours and minutes, from 00:00 to 23:59.");
    }

    @Test
    void timeOfACronExpression_isRefused() {
        assertThat(mistakesWith("schedule: {cron: cron(0 6 1 * ? *), time: 10:00}"))
                .containsExactly(
                        "3:37: schedule.time: \"time\" belongs to \"when\", which is not here. Add \"when\" or take this out.");
    }

    @Test
    void patchTuesdayBeforeTheRelease_isRefused() {
        assertThat(mistakesWith("schedule: {when: patchTuesday, timeZone: Asia/Tokyo}"))
                .containsExactly(
                        "3:18: schedule.when: At 20:00 in Asia/Tokyo the updates of that day are not out yet: Microsoft releases them at 10:00 in America/Los_Angeles. Write a later time, or patchTuesday+1.");
    }

    @Test
    void dayAfterPatchTuesdayInTheEveningOfTokyo_isTaken() {
        assertThat(mistakesWith("schedule: {when: patchTuesday+1, timeZone: Asia/Tokyo}"))
                .isEmpty();
    }

    @Test
    void timeThatTheClocksSkipInAMonth_isRefused() {
        assertThat(mistakesWith("schedule: {when: patchTuesday+5, time: 02:30, timeZone: America/New_York}"))
                .containsExactly(
                        "3:40: schedule.time: In America/New_York there is no 02:30 on 2027-03-14, because the clocks are put forward: EventBridge would leave out that month. Write another time.");
    }
}
