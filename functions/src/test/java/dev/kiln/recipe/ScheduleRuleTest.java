package dev.kiln.recipe;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                        "3:11: schedule: \"weekly\" is not a schedule. Write monthly, or a cron expression such as cron(0 6 1 * ? *).");
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
                .contains(new Schedule("cron(" + expression + ")", "UTC"));
    }

    @Test
    void lastTimeOfASchedule_isStillTaken_becauseItsBuildReadsTheRecipe() {
        assertThat(recipeWith("schedule: cron(0 6 1 11 ? 2026)").schedule()).isPresent();
    }

    @Test
    void monthly_isMeantInUtc() {
        assertThat(recipeWith("schedule: monthly").schedule()).contains(new Schedule("monthly", "UTC"));
    }

    @Test
    void timeZone_isKept() {
        assertThat(recipeWith("schedule: {cron: cron(0 6 1 * ? *), timeZone: Europe/Berlin}")
                        .schedule())
                .contains(new Schedule("cron(0 6 1 * ? *)", "Europe/Berlin"));
    }
}
