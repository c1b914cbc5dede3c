package dev.kiln.local.iam;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

/**
 * DynamoDB for one role: the calls that the pipeline makes, each asked about first (Service Authorization Reference,
 * "Actions, resources, and condition keys for Amazon DynamoDB"; DynamoDB developer guide, "Amazon DynamoDB
 * Transactions: How it works", IAM: a transaction needs what its single actions need).
 */
public final class AuthorizedDynamo implements DynamoDbClient {
    private final DynamoDbClient real;
    private final Session session;
    private final Gate gate;
    private final Encryption encryption;

    public AuthorizedDynamo(DynamoDbClient real, Session session, Encryption encryption) {
        this.real = real;
        this.session = session;
        this.gate = new Gate(session, AccessErrors::dynamo);
        this.encryption = encryption;
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        pass("GetItem", request.tableName());
        return real.getItem(request);
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        pass("PutItem", request.tableName());
        return real.putItem(request);
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        pass("DeleteItem", request.tableName());
        return real.deleteItem(request);
    }

    /** A query of an index is decided by the index alone. */
    @Override
    public QueryResponse query(QueryRequest request) {
        String table = table(request.tableName());
        gate.pass(AccessRequest.on(
                "dynamodb:Query", request.indexName() == null ? table : table + "/index/" + request.indexName()));
        passKey(table);
        return real.query(request);
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        request.transactItems().forEach(this::pass);
        return real.transactWriteItems(request);
    }

    private void pass(TransactWriteItem item) {
        if (item.put() != null) {
            pass("PutItem", item.put().tableName());
        }
        if (item.update() != null) {
            pass("UpdateItem", item.update().tableName());
        }
        if (item.delete() != null) {
            pass("DeleteItem", item.delete().tableName());
        }
        if (item.conditionCheck() != null) {
            pass("ConditionCheckItem", item.conditionCheck().tableName());
        }
    }

    private void pass(String action, String tableName) {
        String table = table(tableName);
        gate.pass(AccessRequest.on("dynamodb:" + action, table));
        passKey(table);
    }

    private void passKey(String table) {
        encryption.of(table, "dynamodb").flatMap(use -> use.refusal(session)).ifPresent(text -> {
            throw AccessErrors.dynamo(text);
        });
    }

    private static String table(String name) {
        return Arns.of("dynamodb", "table/" + name);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: there is no connection to close. */
    @Override
    public void close() {}
}
