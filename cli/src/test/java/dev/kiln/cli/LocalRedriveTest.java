package dev.kiln.cli;

import dev.kiln.aws.RecipeUpload;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.local.account.LocalAccount;
import dev.kiln.local.windows.Expectations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A redrive in a local account, within one process. */
class LocalRedriveTest {
    private static final Instant START = Instant.parse("2026-11-25T09:00:00Z");
    private static final BuildPlace PLACE = new BuildPlace.Local(Path.of("elsewhere"));

    private final LocalAccount account = LocalAccount.onMemoryTables(START, 1);

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void redrive_failedBuild_goesOnWithTheStepThatFailed() {
        String id = fail();
        var redriving = new Redriving(account.states(), account.records(), PLACE);
        var preview = redriving.preview(
                id, account.executionArn(id), account.timeline().instant());
        account.nodes().expect("small", Expectations.NONE);

        redriving.start(preview);
        var seen = new Seen();
        var end = new BuildFollower(account, seen, () -> false).follow(id, preview.redrive());

        assertThat(end.succeeded()).as(end.cause()).isTrue();
        assertThat(end.took()).isBetween(Duration.ofMinutes(5), Duration.ofHours(5));
        assertThat(seen.passed).startsWith("RunStep two", "SealBuilder").endsWith("VerifyImage");
        assertThat(seen.under).as("no state of before the redrive").doesNotContain("Prepare", "LaunchBuilder");
    }

    @Test
    void preview_executionThatTheAccountDoesNotKnow_isRefusedPlainly() {
        String id = "small-0123456789abcdef";
        account.records().builds().begin(BuildRecord.begun(id, "small", account.executionArn(id), "test", START));
        var redriving = new Redriving(account.states(), account.records(), PLACE);

        assertThatThrownBy(() -> redriving.preview(id, account.executionArn(id), START))
                .isInstanceOf(CommandRefused.class)
                .hasMessageContaining("the local account in elsewhere has no execution of it any more")
                .hasMessageContaining("kiln build FILE --account elsewhere");
    }

    private String fail() {
        account.nodes().expect("small", Expectations.read("steps: {two: {exitCode: 5}}"));
        String id = new RecipeUpload(account.s3(), account.deployment().recipeBucket())
                .upload("small", CommandLab.SMALL, new TreeMap<>(), "test", false)
                .executionName();
        account.runUntilQuiet();
        return id;
    }

    /** Notes what it is told. */
    private static final class Seen implements BuildView {
        private final List<String> passed = new ArrayList<>();
        private final List<String> under = new ArrayList<>();

        @Override
        public void planned(PlanPreview plan) {}

        @Override
        public void redriving(RedrivePreview preview) {}

        @Override
        public void redriven() {}

        @Override
        public void under(String state, Instant now) {
            under.add(state);
        }

        @Override
        public void passed(StateRun run) {
            passed.add(run.title());
        }

        @Override
        public void ended(BuildEnd end) {}
    }
}
