package dev.kiln.local.account;

import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.Resource;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;

import static dev.kiln.local.account.AccountLab.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

/** What is measured on tables in memory is the same work that is done on DynamoDB Local. */
class MemoryTablesTest {
    private static final long SEED = 11;

    /** What one build leaves. */
    private record Trace(BuildRecord build, List<HistoryEvent> history, List<Resource> resources) {}

    /** What happened in an account, with the newest build first. */
    private record Account(List<Trace> builds, SortedMap<String, Integer> calls) {}

    @Test
    void build_sameSeed_leavesTheSameHistoryOnEitherTables() {
        var done = onBoth(lab -> lab.bake(SMALL));

        assertThat(done.builds()).extracting(trace -> trace.build().status()).containsExactly("SUCCEEDED");
    }

    @Test
    void buildsAtOnce_sameSeed_leaveTheSameHistoriesOnEitherTables() {
        var done = onBoth(lab -> {
            lab.upload(SMALL, true);
            lab.upload(SMALL, true);
            lab.upload(SMALL, false);
            lab.account.runUntilQuiet();
        });

        assertThat(done.builds()).hasSize(3);
    }

    @Test
    void redrive_sameSeed_leavesTheSameHistoryOnEitherTables() {
        var done = onBoth(lab -> {
            lab.expect("small", "steps: {two: {exitCode: 1}}");
            var failed = lab.bake(SMALL);
            lab.expect("small", "{}");
            lab.redrive(failed.buildId());
        });

        assertThat(done.builds())
                .extracting(trace -> trace.build().redriveCount())
                .containsExactly(1);
    }

    private static Account onBoth(Consumer<AccountLab> work) {
        var onMemoryTables = after(work, LocalAccount.onMemoryTables(AccountLab.START, SEED));

        assertThat(onMemoryTables).isEqualTo(after(work, LocalAccount.inMemory(AccountLab.START, SEED)));
        return onMemoryTables;
    }

    private static Account after(Consumer<AccountLab> work, LocalAccount account) {
        try (var lab = new AccountLab(account)) {
            work.accept(lab);
            var traces = new ArrayList<Trace>();
            for (BuildRecord build : account.records().builds().newest(10)) {
                traces.add(new Trace(
                        build,
                        lab.history(build.buildId()),
                        account.records().ledger().resources(build.buildId())));
            }
            return new Account(traces, account.calls());
        }
    }
}
