package dev.kiln.local.dynamo;

import dev.kiln.ledger.Tables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.util.List;

/** What stands in for DynamoDB: the tests that run on each of these are the contract between them. */
enum Implementation {
    DYNAMODB_LOCAL,
    MEMORY;

    /** A client with the test class's tables. Those of DynamoDB Local hold what other tests have left in them. */
    DynamoDbClient client(SharedDynamo shared) {
        return switch (this) {
            case DYNAMODB_LOCAL -> shared.client();
            case MEMORY -> MemoryDynamo.with(List.of(Tables.ledger(shared.ledger()), Tables.lineage(shared.lineage())));
        };
    }
}
