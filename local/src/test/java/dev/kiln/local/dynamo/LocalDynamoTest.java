package dev.kiln.local.dynamo;

import dev.kiln.ledger.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class LocalDynamoTest {
    private static final Map<String, AttributeValue> KEY =
            Map.of("pk", AttributeValue.fromS("build"), "sk", AttributeValue.fromS("plan"));
    private static final CreateTableRequest LEDGER = Tables.ledger("ledger");
    private static final CreateTableRequest LINEAGE = Tables.ledger("lineage");

    @TempDir
    private Path directory;

    @Test
    void onFile_closedAndOpenedAgain_holdsWhatWasWritten() {
        try (var first = LocalDynamo.onFile(directory.resolve("account"), List.of(LEDGER))) {
            first.client().putItem(put -> put.tableName("ledger").item(KEY));
        }

        try (var second = LocalDynamo.onFile(directory.resolve("account"), List.of(LEDGER))) {
            assertThat(second.client()
                            .getItem(get -> get.tableName("ledger").key(KEY))
                            .item())
                    .isEqualTo(KEY);
        }
    }

    @Test
    void onFile_oneTableMore_makesTheMissingOne() {
        LocalDynamo.onFile(directory, List.of(LEDGER)).close();

        try (var dynamo = LocalDynamo.onFile(directory, List.of(LEDGER, LINEAGE))) {
            assertThat(dynamo.client().listTables().tableNames()).containsExactly("ledger", "lineage");
        }
    }

    @Test
    void inMemory_twoServers_shareNothing() {
        try (var one = LocalDynamo.inMemory(List.of(LEDGER));
                var other = LocalDynamo.inMemory(List.of(LINEAGE))) {
            assertThat(one.client().listTables().tableNames()).containsExactly("ledger");
            assertThat(other.client().listTables().tableNames()).containsExactly("lineage");
        }
    }
}
