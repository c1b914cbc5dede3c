package dev.kiln.local.dynamo;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

import java.util.List;

/**
 * As much of DynamoDB as the pipeline uses, in the memory of this JVM, for work where DynamoDB Local is what takes the
 * time: measuring and simulating many builds. It keeps the promises that the contract test holds DynamoDB Local to.
 *
 * <p>Like there, a table is ready at once and an index shows every write at once; in AWS a table takes a moment and an
 * index lags behind its table. A query that stops at its limit says that more may follow even if nothing does, as in
 * AWS; DynamoDB Local sometimes knows better.
 *
 * <p>A call that is not overridden here, a parameter that a call does not know, an attribute that is not a string and
 * an expression of another form than the pipeline's are refused with {@link UnsupportedOperationException}.
 *
 * <p>It belongs to one thread.
 */
public final class MemoryDynamo implements DynamoDbClient {
    private final MemoryTables tables = new MemoryTables();
    private final ItemCalls items = new ItemCalls(tables);
    private final Transactions transactions = new Transactions(tables);
    private final Queries queries = new Queries(tables);

    /** A DynamoDB with these tables, all empty. */
    public static MemoryDynamo with(List<CreateTableRequest> tables) {
        var dynamo = new MemoryDynamo();
        tables.forEach(dynamo::createTable);
        return dynamo;
    }

    @Override
    public CreateTableResponse createTable(CreateTableRequest request) {
        tables.create(TableSchemas.read(request));
        return CreateTableResponse.builder()
                .tableDescription(table -> table.tableName(request.tableName())
                        .tableStatus(TableStatus.ACTIVE)
                        .attributeDefinitions(request.attributeDefinitions())
                        .keySchema(request.keySchema()))
                .build();
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return items.put(request);
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return items.get(request);
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        return items.delete(request);
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        return transactions.write(request);
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        return queries.query(request);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: there is no connection to close. */
    @Override
    public void close() {}
}
