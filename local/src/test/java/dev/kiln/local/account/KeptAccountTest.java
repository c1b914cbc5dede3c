package dev.kiln.local.account;

import dev.kiln.json.PipelineJson;
import dev.kiln.ledger.BuildRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveStatus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Builds that one process begins and another one redrives. */
class KeptAccountTest {
    private static final Instant START = AccountLab.START;
    private static final String SEND = "ssm:SendCommand";
    private static final String RUN = "ec2:RunInstances";

    @TempDir
    private Path folder;

    @Test
    void redrive_failedInAnEndedProcess_endsWithTheImageAndRepeatsNothing() {
        String id = new AccountFolder(folder).with(START, account -> {
            var lab = new AccountLab(account);
            lab.expect("small", "steps: {two: {exitCode: 1}}");
            var build = lab.bake(AccountLab.SMALL_UNSCHEDULED);
            assertThat(build.status()).isEqualTo("FAILED");
            return build.buildId();
        });

        new AccountFolder(folder).with(START, account -> {
            var lab = new AccountLab(account);
            var build = lab.redrive(id);

            assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
            assertThat(build.redriveCount()).isEqualTo(1);
            assertThat(lab.calls(SEND)).as("step two, the seal and the check").isEqualTo(3);
            assertThat(lab.calls(RUN)).as("the verifier").isEqualTo(1);
            assertThat(lab.living()).isEmpty();
            return true;
        });
    }

    @ParameterizedTest
    @CsvSource({
        "LaunchBuilder, 4, 1",
        "RunStep, 3, 1",
        "SealBuilder, 1, 1",
        "StopBuilder, 1, 1",
        "CreateImage, 1, 1",
        "VerifyImage, 1, 0"
    })
    void redrive_killedInAState_endsWithTheImageAndRepeatsNoFinishedStep(String state, int commands, int launches) {
        Path left = folder.resolve("left");
        String id = new AccountFolder(folder.resolve("killed")).with(START, account -> {
            var lab = new AccountLab(account);
            String build = lab.upload(AccountLab.SMALL_UNSCHEDULED);
            runUntilEntered(lab, build, state);
            copy(folder.resolve("killed"), left);
            return build;
        });

        new AccountFolder(left).with(START, account -> {
            var lab = new AccountLab(account);
            assertThat(lab.build(id).status()).isEqualTo("ABORTED");
            assertThat(lab.execution(id).error()).isEqualTo("dev.kiln.local.ProcessEnded");
            assertThat(lab.execution(id).redriveStatus()).isEqualTo(ExecutionRedriveStatus.REDRIVABLE);
            var build = lab.redrive(id);

            assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
            assertThat(lab.madeHere(build.imageId().orElseThrow())).isTrue();
            assertThat(lab.account.ec2().describeImages(r -> r.owners("self")).images())
                    .hasSize(1);
            assertThat(lab.living()).isEmpty();
            assertThat(lab.calls(SEND)).as("commands after the redrive").isEqualTo(commands);
            assertThat(lab.calls(RUN)).as("launches after the redrive").isEqualTo(launches);
            return true;
        });
    }

    private static void runUntilEntered(AccountLab lab, String id, String state) {
        var timeline = lab.account.timeline();
        timeline.runUntil(() -> in(lab, id, state), timeline.instant().plus(Duration.ofHours(3)));
        timeline.runTo(timeline.instant().plus(Duration.ofSeconds(5)));
        assertThat(lab.lastEntered(id)).isEqualTo(state);
    }

    private static boolean in(AccountLab lab, String id, String state) {
        try {
            return lab.history(id).size() > 1 && lab.lastEntered(id).equals(state);
        } catch (ExecutionDoesNotExistException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 8, 11, 14, 18, 22, 26, 30, 35, 40, 45, 50})
    void redrive_processEndedAfterSomeMinutes_endsWithOneImageAndLeavesNothing(int minutes) {
        String id = new AccountFolder(folder).with(START, account -> {
            var lab = new AccountLab(account);
            String build = lab.upload(AccountLab.SMALL_UNSCHEDULED);
            account.timeline().runTo(START.plus(Duration.ofMinutes(minutes)));
            return build;
        });

        new AccountFolder(folder).with(START, account -> {
            var lab = new AccountLab(account);
            var build = "ABORTED".equals(lab.build(id).status()) ? lab.redrive(id) : lab.build(id);

            assertThat(build.status()).as(build + " in " + lab.lastEntered(id)).isEqualTo("SUCCEEDED");
            assertThat(lab.account.ec2().describeImages(r -> r.owners("self")).images())
                    .hasSize(1);
            assertThat(lab.living()).isEmpty();
            return true;
        });
    }

    @Test
    void redrive_moreThanFourteenDaysLater_isRefusedAsAwsDoes() {
        BuildRecord failed = new AccountFolder(folder).with(START, account -> {
            var lab = new AccountLab(account);
            lab.expect("small", "steps: {two: {exitCode: 1}}");
            return lab.bake(AccountLab.SMALL_UNSCHEDULED);
        });

        new AccountFolder(folder).with(START.plus(Duration.ofDays(15)), account -> {
            var lab = new AccountLab(account);
            assertThatThrownBy(() -> lab.redrive(failed.buildId()))
                    .isInstanceOf(ExecutionNotRedrivableException.class)
                    .hasMessageContaining("Execution redrivable period exceeded.");
            return true;
        });
    }

    @Test
    void read_fileFromBeforeExecutionsWereKept_hasNone() {
        var state = PipelineJson.read("{\"openings\": 3, \"now\": \"2026-11-25T09:00:00Z\"}", AccountState.class);

        assertThat(state.states()).isEmpty();
        assertThat(state.ssm()).isEmpty();
        assertThat(state.hasExecution("small")).isFalse();
    }

    private static void copy(Path from, Path to) {
        try (var files = Files.walk(from)) {
            for (Path file : files.sorted().toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
