package dev.kiln.cli;

import dev.kiln.ledger.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** Numbers, times, errors and rows in the words of people. */
class WordingTest {
    @ParameterizedTest
    @CsvSource({"PT4H, 4 h", "PT90M, 1 h 30 min", "PT30M, 30 min", "PT90S, 1 min 30 s", "PT0S, 0 s", "PT26H, 26 h"})
    void spoken_duration_isAsOneSaysIt(Duration duration, String spoken) {
        assertThat(Durations.spoken(duration)).isEqualTo(spoken);
    }

    @ParameterizedTest
    @CsvSource({"PT71H59M, 2 days", "PT47H59M, 47 h", "PT119M, 119 min", "PT0S, 0 min", "PT-1S, nothing"})
    void left_duration_isRoundedDownToWhatMatters(Duration duration, String left) {
        assertThat(Durations.left(duration)).isEqualTo(left);
    }

    @ParameterizedTest
    @CsvSource({"PT0.9S, 0:00:00", "PT1H2M3S, 1:02:03", "PT30H, 30:00:00"})
    void clock_duration_isHoursMinutesSeconds(Duration duration, String clock) {
        assertThat(Durations.clock(duration)).isEqualTo(clock);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 retries", "1, 1 retry", "2, 2 retries"})
    void count_noun_agreesWithItsNumber(int count, String text) {
        assertThat(Counts.of(count, "retry", "retries")).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "instance#builder#001, builder",
        "instance#verifier#002, 'verifier, try 2'",
        "command#i-0123456789abcdef0#step#002#001, step 2",
        "command#i-0123456789abcdef0#step#002#003, 'step 2, try 3'",
        "command#i-0123456789abcdef0#check-boot#001, check-boot",
        "image#1, image",
        "something#else, something#else"
    })
    void title_row_isWhatPeopleCallIt(String key, String title) {
        var row = Resource.intended("small-0", key, Instant.EPOCH, new TreeMap<>());

        assertThat(new ResourceTitle(Optional.empty()).of(row)).isEqualTo(title);
    }

    @Test
    void wrap_longLine_breaksBetweenWordsAndNeverWithinOne() {
        assertThat(Wrapping.wrap("1 one  by /a/very/long/parameter of SSM", 12))
                .containsExactly("1 one  by", "/a/very/long/parameter", "of SSM");
    }

    @Test
    void wrap_shortLine_staysAsItIs() {
        assertThat(Wrapping.wrap("1  one  two", 12)).containsExactly("1  one  two");
    }

    @Test
    void errorTitle_ofOurs_hasNoPackage() {
        assertThat(Errors.title("dev.kiln.error.StepFailed")).isEqualTo("StepFailed");
        assertThat(Errors.title("States.Timeout")).isEqualTo("States.Timeout");
    }

    @Test
    void cause_ofAFunctionThatThrew_isItsMessage() {
        assertThat(Errors.cause("{\"errorMessage\":\"the disk is full\",\"errorType\":\"x\"}"))
                .isEqualTo("the disk is full");
        assertThat(Errors.cause("plain")).isEqualTo("plain");
    }
}
