package dev.kiln.local.dynamo;

import com.amazonaws.services.dynamodbv2.local.embedded.DynamoDBEmbedded;
import com.amazonaws.services.dynamodbv2.local.shared.access.AmazonDynamoDBLocal;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The real DynamoDB Local inside this JVM, with the tables it is given. Its telemetry is off: nothing leaves the
 * machine.
 *
 * <p>It must be closed: the server keeps threads that hold the JVM open.
 */
public final class LocalDynamo implements AutoCloseable {
    public static final String LEDGER = "kiln-ledger";

    private static final boolean WITHOUT_TELEMETRY = true;
    private static final String FILE = "dynamodb.sqlite";

    private final AmazonDynamoDBLocal server;

    private LocalDynamo(AmazonDynamoDBLocal server, List<CreateTableRequest> tables) {
        this.server = server;
        createMissing(tables);
    }

    /** A DynamoDB that is gone when it is closed. */
    public static LocalDynamo inMemory(List<CreateTableRequest> tables) {
        return new LocalDynamo(DynamoDBEmbedded.create(WITHOUT_TELEMETRY), tables);
    }

    /**
     * A DynamoDB in a file of this directory, which is made if it is missing. A write is on the disk when its call
     * returns, so the next process finds it. Tables that exist stay as they are. One process at a time may have the
     * file open; the caller sees to that.
     */
    public static LocalDynamo onFile(Path directory, List<CreateTableRequest> tables) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + directory + " for the local account's tables", e);
        }
        return new LocalDynamo(DynamoDBEmbedded.create(directory.resolve(FILE).toFile(), WITHOUT_TELEMETRY), tables);
    }

    private void createMissing(List<CreateTableRequest> tables) {
        var existing = client().listTables().tableNames();
        for (CreateTableRequest table : tables) {
            if (!existing.contains(table.tableName())) {
                client().createTable(table);
            }
        }
    }

    public DynamoDbClient client() {
        return server.dynamoDbClient();
    }

    /** Stops the server's threads too: its gentle shutdown leaves them asleep for as long as an hour. */
    @Override
    public void close() {
        server.shutdownNow();
    }
}
