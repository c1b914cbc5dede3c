package dev.kiln.guest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Reading the last line of a guest script, also when the output is cut off or written by somebody else. */
class GuestResultTest {
    private static final String DONE = "KILN-RESULT {\"outcome\":\"done\",\"exitCode\":0}";

    @Test
    void read_goodOutput_givesOutcomeDetailAndOutput() {
        var result = GuestResult.read("| one\r\n| two\r\n" + DONE + "\r\n").orElseThrow();

        assertThat(result.outcome()).isEqualTo("done");
        assertThat(result.detail().path("exitCode").asInt(-1)).isZero();
        assertThat(result.output()).isEqualTo("| one\r\n| two\r\n");
    }

    @Test
    void read_resultAlone_isRead() {
        assertThat(GuestResult.read(DONE)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "some output",
                "KILN-RESULT",
                "KILN-RESULT ",
                "KILN-RESULT {",
                "KILN-RESULT {\"outcome\":\"do",
                "KILN-RESULT {\"outcome\":\"done\",\"exitCode\":0",
                "KILN-RESULT 5",
                "KILN-RESULT \"done\"",
                "KILN-RESULT []",
                "KILN-RESULT {}",
                "KILN-RESULT {\"outcome\":5}",
                "KILN-RESULT {\"outcome\":\"\"}",
                "KILN-RESULT {\"outcome\":\"done\"} {\"outcome\":\"failed\"}",
                "KILN-RESULT {\"outcome\":\"done\"}--output truncated--",
                "x KILN-RESULT {\"outcome\":\"done\"}",
                "| KILN-RESULT {\"outcome\":\"done\"}"
            })
    void read_noWholeResult_isEmpty(String output) {
        assertThat(GuestResult.read(output)).isEmpty();
    }

    @Test
    void read_resultFollowedByMore_isEmpty() {
        assertThat(GuestResult.read(DONE + "\nmore output")).isEmpty();
    }

    @Test
    void read_laterResultCutOff_doesNotFallBackToAnEarlierOne() {
        assertThat(GuestResult.read(DONE + "\nKILN-RESULT {\"outcome\":\"fai")).isEmpty();
    }

    @Test
    void read_severalResults_takesTheLast() {
        var result = GuestResult.read(DONE + "\nKILN-RESULT {\"outcome\":\"failed\"}\n");

        assertThat(result).map(GuestResult::outcome).contains("failed");
    }

    @Test
    void read_markWithinTheResult_isText() {
        var result = GuestResult.read("KILN-RESULT {\"outcome\":\"failed\",\"reason\":\"said KILN-RESULT {}\"}");

        assertThat(result).map(GuestResult::outcome).contains("failed");
    }
}
