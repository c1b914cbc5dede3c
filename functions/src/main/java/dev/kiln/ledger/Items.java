package dev.kiln.ledger;

import dev.kiln.json.PipelineJson;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Items of the ledger's table: a key, a record as JSON, and a few attributes that conditions and the index need. */
final class Items {
    static final String DATA = "json";
    static final String UNCHANGED = DATA + " = :expected";

    private final DynamoDbClient dynamo;
    private final String table;

    Items(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    static Map<String, AttributeValue> item(String pk, String sk, Object data) {
        var item = new TreeMap<>(key(pk, sk));
        item.put(DATA, text(PipelineJson.write(data)));
        return item;
    }

    static Map<String, AttributeValue> key(String pk, String sk) {
        return new TreeMap<>(Map.of(Tables.PK, text(pk), Tables.SK, text(sk)));
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    /** Whole seconds, because instants with and without a fraction do not sort as text. */
    static String sortable(Instant instant) {
        return Instant.ofEpochSecond(instant.getEpochSecond()).toString();
    }

    static <T> T data(Map<String, AttributeValue> item, Class<T> type) {
        return PipelineJson.read(item.get(DATA).s(), type);
    }

    /** A strongly consistent read: decisions hang on it. */
    <T> Optional<T> get(String pk, String sk, Class<T> type) {
        var item = dynamo.getItem(r -> r.tableName(table).key(key(pk, sk)).consistentRead(true))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(data(item, type));
    }

    void put(Map<String, AttributeValue> item) {
        dynamo.putItem(r -> r.tableName(table).item(item));
    }

    TransactWriteItem write(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder()
                .put(p -> p.tableName(table).item(item))
                .build();
    }

    /** Writes an item under a condition; false when the condition does not hold. */
    boolean putIf(Map<String, AttributeValue> item, String condition, Map<String, AttributeValue> values) {
        var request = PutItemRequest.builder().tableName(table).item(item).conditionExpression(condition);
        try {
            dynamo.putItem(
                    values.isEmpty()
                            ? request.build()
                            : request.expressionAttributeValues(values).build());
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    /** Deletes an item under a condition; false when the condition does not hold. */
    boolean deleteIf(String pk, String sk, String condition, Map<String, AttributeValue> values) {
        try {
            dynamo.deleteItem(DeleteItemRequest.builder()
                    .tableName(table)
                    .key(key(pk, sk))
                    .conditionExpression(condition)
                    .expressionAttributeValues(values)
                    .build());
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }
}
