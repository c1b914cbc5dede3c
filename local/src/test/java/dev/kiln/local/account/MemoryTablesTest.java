package dev.kiln.local.account;

import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.Resource;
import dev.kiln.lineage.ImageLineage;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

import java.util.List;
import java.util.SortedMap;

import static dev.kiln.local.account.AccountLab.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

/** What is measured on tables in memory is the same work that is done on DynamoDB Local. */
class MemoryTablesTest {
    private static final long SEED = 11;

    /** All that a build leaves. */
    private record Trace(
            BuildRecord build,
            List<HistoryEvent> history,
            List<Resource> resources,
            ImageLineage lineage,
            SortedMap<String, Integer> calls) {}

    @Test
    void build_sameSeed_isTheSameOnEitherTables() {
        var onDynamoDbLocal = bake(LocalAccount.inMemory(AccountLab.START, SEED));
        var onMemoryTables = bake(LocalAccount.onMemoryTables(AccountLab.START, SEED));

        assertThat(onDynamoDbLocal.build().status()).isEqualTo("SUCCEEDED");
        assertThat(onMemoryTables).isEqualTo(onDynamoDbLocal);
    }

    private static Trace bake(LocalAccount account) {
        try (var lab = new AccountLab(account)) {
            var build = lab.bake(SMALL);
            return new Trace(
                    build,
                    lab.history(build.buildId()),
                    account.records().ledger().resources(build.buildId()),
                    lab.lineage(build),
                    account.calls());
        }
    }
}
