package dev.kiln.cli;

import dev.kiln.aws.RecipeUpload;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.local.account.AccountFolder;
import dev.kiln.local.account.LocalAccount;
import dev.kiln.local.account.Names;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
            String id = new RecipeUpload(account.s3(), Names.BUCKET)
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
    void builds_afterAProcessThatEndedDuringABuild_saysThatItIsAborted(@TempDir Path folder) {
        var lab = new CommandLab(folder);
        String id = new AccountFolder(lab.account()).with(START, account -> {
            String started = new RecipeUpload(account.s3(), Names.BUCKET)
                    .upload("small", CommandLab.SMALL, new TreeMap<>(), "test", false)
                    .executionName();
            account.timeline().runTo(START.plus(Duration.ofMinutes(5)));
            return started;
        });

        var run = lab.inAccount("builds");

        assertThat(run.lines().getLast()).matches(id + " +ABORTED +- .+");
        assertThat(lab.inAccount("show", id).out()).contains("Start the build again.");
        assertThat(lab.inAccount("build", lab.recipe(CommandLab.SMALL)).code()).isZero();
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
        public void under(String state, Instant virtualNow) {}

        @Override
        public void passed(StateRun run) {}

        @Override
        public void ended(BuildEnd end) {}
    }
}
