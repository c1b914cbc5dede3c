package dev.kiln.local.dynamo;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The calls that concern one item. Reads see every write, whether they ask for it or not. */
final class ItemCalls {
    private static final Set<String> PUT =
            Set.of("TableName", "Item", "ConditionExpression", "ExpressionAttributeNames", "ExpressionAttributeValues");
    private static final Set<String> GET = Set.of("TableName", "Key", "ConsistentRead");
    private static final Set<String> DELETE =
            Set.of("TableName", "Key", "ConditionExpression", "ExpressionAttributeNames", "ExpressionAttributeValues");

    private final MemoryTables tables;

    ItemCalls(MemoryTables tables) {
        this.tables = tables;
    }

    PutItemResponse put(PutItemRequest request) {
        Parameters.onlyOf(PUT, request);
        var table = tables.named(Optional.ofNullable(request.tableName()));
        if (!request.hasItem()) {
            throw DynamoErrors.validation("Item to put in PutItem cannot be null");
        }
        var condition = Condition.of(
                Optional.ofNullable(request.conditionExpression()),
                request.expressionAttributeNames(),
                request.expressionAttributeValues());
        var put = PlannedPut.of(table, request.item(), condition);
        if (!put.allowed()) {
            throw DynamoErrors.checkFailed();
        }
        put.apply();
        return PutItemResponse.builder().build();
    }

    GetItemResponse get(GetItemRequest request) {
        Parameters.onlyOf(GET, request);
        var table = tables.named(Optional.ofNullable(request.tableName()));
        var key = key(table, request.hasKey(), request.key());
        var response = GetItemResponse.builder();
        table.find(key).ifPresent(item -> response.item(item.attributes()));
        return response.build();
    }

    DeleteItemResponse delete(DeleteItemRequest request) {
        Parameters.onlyOf(DELETE, request);
        var table = tables.named(Optional.ofNullable(request.tableName()));
        var key = key(table, request.hasKey(), request.key());
        var condition = Condition.of(
                Optional.ofNullable(request.conditionExpression()),
                request.expressionAttributeNames(),
                request.expressionAttributeValues());
        if (!condition.holds(table.find(key))) {
            throw DynamoErrors.checkFailed();
        }
        table.delete(key);
        return DeleteItemResponse.builder().build();
    }

    private static ItemKey key(MemoryTable table, boolean given, Map<String, AttributeValue> key) {
        if (!given) {
            throw DynamoErrors.validation("Cannot have null key for GetItem, DeleteItem, or UpdateItem");
        }
        return table.schema().keyOf(Item.of(key));
    }
}
