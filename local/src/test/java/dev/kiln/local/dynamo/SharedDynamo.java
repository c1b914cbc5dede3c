package dev.kiln.local.dynamo;

import dev.kiln.ledger.Tables;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.util.List;

/**
 * One DynamoDB Local for all test classes of a run, because starting it takes longer than most of them. Each class has
 * tables of its own on it. Register it in a static field.
 */
public final class SharedDynamo implements BeforeAllCallback {
    private LocalDynamo server;
    private String ledger;
    private String lineage;

    @Override
    public void beforeAll(ExtensionContext context) {
        server = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedDynamo.class))
                .computeIfAbsent(LocalDynamo.class, key -> LocalDynamo.inMemory(List.of()), LocalDynamo.class);
        String name = context.getRequiredTestClass().getSimpleName();
        ledger = name + "-ledger";
        lineage = name + "-lineage";
        // A class that runs once for each implementation comes here as often.
        if (!server.client().listTables().tableNames().contains(ledger)) {
            server.client().createTable(Tables.ledger(ledger));
            server.client().createTable(Tables.lineage(lineage));
        }
    }

    public DynamoDbClient client() {
        return server.client();
    }

    /** The name of the test class's ledger table. */
    public String ledger() {
        return ledger;
    }

    /** The name of the test class's lineage table. */
    public String lineage() {
        return lineage;
    }
}
