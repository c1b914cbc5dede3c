package dev.kiln.local.dynamo;

import com.amazonaws.services.dynamodbv2.local.embedded.DynamoDBEmbedded;
import com.amazonaws.services.dynamodbv2.local.shared.access.AmazonDynamoDBLocal;
import dev.kiln.ledger.Tables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The real DynamoDB Local inside this JVM, with Kiln's tables. */
public final class LocalDynamo implements AutoCloseable {
    public static final String LEDGER = "kiln-ledger";

    private final AmazonDynamoDBLocal server;

    private LocalDynamo(AmazonDynamoDBLocal server) {
        this.server = server;
    }

    /** A DynamoDB that is gone when it is closed. */
    public static LocalDynamo inMemory() {
        var dynamo = new LocalDynamo(DynamoDBEmbedded.create(true));
        dynamo.client().createTable(Tables.ledger(LEDGER));
        return dynamo;
    }

    public DynamoDbClient client() {
        return server.dynamoDbClient();
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
