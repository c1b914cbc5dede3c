package dev.kiln.cli;

import dev.kiln.aws.RecipeUpload;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.local.account.AccountFolder;
import dev.kiln.local.account.LocalAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** A build whose author presses Ctrl-C. */
class InterruptedBuildTest {
    private static final Instant START = Instant.parse("2026-11-25T09:00:00Z");

    @Test
    void follow_interrupted_stopsTheExecutionAndRecordsIt() {
        try (var account = LocalAccount.inMemory(START, 1)) {
            String id = new RecipeUpload(account.s3(), account.deployment().recipeBucket())
                    .upload("small", CommandLab.SMALL, new TreeMap<>(), "test", false)
                    .executionName();

            var end = new BuildFollower(account, new Silent(), () -> true).follow(id);

            assertThat(end.succeeded()).isFalse();
            assertThat(end.status()).isEqualTo("ABORTED");
            assertThat(account.records().builds().of(id))
                    .map(BuildRecord::status)
                    .contains("ABORTED");
        }
    }

    @Test
    void builds_afterAProcessThatWasKilledDuringABuild_saysThatItIsAborted(@TempDir Path folder) {
        var lab = new CommandLab(folder);
        Path alive = folder.resolve("alive");
        String id = new AccountFolder(alive).with(START, account -> {
            String started = new RecipeUpload(account.s3(), account.deployment().recipeBucket())
                    .upload("small", CommandLab.SMALL, new TreeMap<>(), "test", false)
                    .executionName();
            account.timeline().runTo(START.plus(Duration.ofMinutes(10)));
            // What a process leaves that is killed now.
            copy(alive, lab.account());
            return started;
        });

        var run = lab.inAccount("builds");

        assertThat(run.lines().getLast()).matches(id + " +ABORTED +- .+");
        assertThat(lab.inAccount("show", id).out()).contains("It can be redriven");
        var next = lab.inAccount("build", lab.recipe(CommandLab.SMALL));
        assertThat(next.code()).as(next.err()).isZero();
        assertThat(next.out()).doesNotContain(id);
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

    @Test
    void close_notInterrupted_leavesNothingThatTheProcessWaitsFor() {
        try (var interruption = Interruption.listen()) {
            assertThat(interruption.getAsBoolean()).isFalse();
        }
    }

    /** Nobody reads along. */
    private static final class Silent implements BuildView {
        @Override
        public void planned(PlanPreview plan) {}

        @Override
        public void redriving(RedrivePreview preview) {}

        @Override
        public void redriven() {}

        @Override
        public void under(String state, Instant virtualNow) {}

        @Override
        public void passed(StateRun run) {}

        @Override
        public void ended(BuildEnd end) {}
    }
}
