package dev.kiln.local.windows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExpectationsTest {
    @Test
    void read_wholeFile() {
        var read = Expectations.read("""
                steps:
                  iis: {takes: 3m, output: "Success", installs: [Web-Server]}
                  app: {exitCode: 1, times: 2, stderr: "msiexec failed 1603"}
                  stuck: {hangs: true}
                  profile: {profiles: [bob], userAppx: [Microsoft.Winget.Source_1.2], pendingReboot: true}
                seal: {fails: "package X"}
                verify:
                  answers: {exitCode: 1}
                """);

        assertThat(read.steps().keySet()).containsExactly("app", "iis", "profile", "stuck");
        assertThat(read.step("iis").takes()).contains(Duration.ofMinutes(3));
        assertThat(read.step("iis").installs()).containsExactly("Web-Server");
        assertThat(read.step("app").exitCode()).isEqualTo(1);
        assertThat(read.step("app").times()).contains(2);
        assertThat(read.step("app").stderr()).contains("msiexec failed 1603");
        assertThat(read.step("stuck").hangs()).isTrue();
        assertThat(read.step("profile").profiles()).containsExactly("bob");
        assertThat(read.step("profile").pendingReboot()).isTrue();
        assertThat(read.sealFails()).contains("package X");
        assertThat(read.check("answers").exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"90s, PT1M30S", "3m, PT3M", "1h, PT1H", "0s, PT0S"})
    void read_duration(String text, Duration duration) {
        assertThat(Expectations.read("steps: {a: {takes: " + text + "}}")
                        .step("a")
                        .takes())
                .contains(duration);
    }

    @Test
    void read_emptyFile_expectsNothing() {
        assertThat(Expectations.read("")).isEqualTo(Expectations.NONE);
        assertThat(Expectations.read("steps:\n")).isEqualTo(Expectations.NONE);
    }

    @Test
    void read_collectsEveryMistakeWithItsLine() {
        var yaml = """
                steps:
                  iis: {takes: 3 minutes}
                  app:
                    exitCodes: 1
                    times: 0
                    hangs: maybe
                    installs: Web-Server
                seel: {}
                verify: {answers: {installs: [x]}}
                """;

        assertThatThrownBy(() -> Expectations.read(yaml))
                .isInstanceOf(InvalidExpectations.class)
                .message()
                .satisfies(message -> assertThat(message.lines())
                        .containsExactlyInAnyOrder(
                                "line 2: steps.iis.takes must be a duration like 90s, 3m or 1h",
                                "line 4: steps.app.exitCodes is not known here; known are busyInstaller, exitCode,"
                                        + " hangs, installs, output, pendingReboot, profiles, stderr, takes, times, userAppx",
                                "line 5: steps.app.times must be a whole number from 1",
                                "line 6: steps.app.hangs must be true or false",
                                "line 7: steps.app.installs must be a list of texts",
                                "line 8: seel is not known here; known are seal, steps, verify",
                                "line 9: verify.answers.installs is not known here; known are exitCode, hangs,"
                                        + " output, stderr, takes"));
    }

    @Test
    void read_whatIsNotYaml_namesTheLine() {
        assertThatThrownBy(() -> Expectations.read("steps:\n  iis: {takes\n"))
                .isInstanceOf(InvalidExpectations.class)
                .hasMessageStartingWith("line 3: this is not YAML");
    }

    @Test
    void read_listInsteadOfAMapping_isAMistake() {
        assertThatThrownBy(() -> Expectations.read("- steps"))
                .hasMessage("line 1: the file must be a mapping of keys to values");
    }
}
