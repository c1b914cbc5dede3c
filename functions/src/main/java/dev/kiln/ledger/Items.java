package dev.kiln.ledger;

import dev.kiln.aws.AwsCall;
import dev.kiln.json.PipelineJson;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Items of the ledger's table: a key, a record as JSON, and a few attributes that conditions and the index need. */
final class Items {
    static final String DATA = "json";
    private static final Set<String> LOST_RACE = Set.of("ConditionalCheckFailedException");

    /**
     * What must not have changed for a conditional write to hold, as one text; not the whole record, whose form
     * changes.
     */
    private static final String STANDING = "standing";

    private static final String UNCHANGED = STANDING + " = :standing";

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

    /** An item that is later changed only if its standing is the expected one. */
    static Map<String, AttributeValue> item(String pk, String sk, Object data, String standing) {
        var item = item(pk, sk, data);
        item.put(STANDING, text(standing));
        return item;
    }

    /** Lets the index find an item from an instant on. */
    static void plan(Map<String, AttributeValue> item, String kind, Instant at, String buildId) {
        item.put(Tables.TIME_PK, text(kind));
        item.put(Tables.TIME_SK, text(sortable(at) + "#" + buildId));
    }

    /** The items of a kind whose time has come, the longest due first; from the index, which lags behind the table. */
    <T> List<T> due(String kind, Instant now, int limit, Class<T> type) {
        var values = Map.of(":kind", text(kind), ":now", text(sortable(now) + "~"));
        return call(
                        "Query",
                        d -> d.query(r -> r.tableName(table)
                                .indexName(Tables.BY_TIME)
                                .keyConditionExpression("timePk = :kind and timeSk <= :now")
                                .expressionAttributeValues(values)
                                .limit(limit)))
                .items()
                .stream()
                .map(item -> data(item, type))
                .toList();
    }

    /** Makes a call of DynamoDB, and sorts its errors like those of any other service. */
    <T> T call(String action, Function<DynamoDbClient, T> call) {
        return AwsCall.of(action + " (" + table + ")", () -> call.apply(dynamo));
    }

    /** A strongly consistent read: decisions hang on it. */
    <T> Optional<T> get(String pk, String sk, Class<T> type) {
        var item = call(
                        "GetItem",
                        d -> d.getItem(r -> r.tableName(table).key(key(pk, sk)).consistentRead(true)))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(data(item, type));
    }

    void put(Map<String, AttributeValue> item) {
        call("PutItem", d -> d.putItem(r -> r.tableName(table).item(item)));
    }

    TransactWriteItem write(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder()
                .put(p -> p.tableName(table).item(item))
                .build();
    }

    /** Replaces an item unless it has changed; false when it has. */
    boolean replace(Map<String, AttributeValue> item, String expectedStanding) {
        return putIf(item, UNCHANGED, Map.of(":standing", text(expectedStanding)));
    }

    /** Writes an item under a condition; false when the condition does not hold. */
    boolean putIf(Map<String, AttributeValue> item, String condition, Map<String, AttributeValue> values) {
        var request = PutItemRequest.builder().tableName(table).item(item).conditionExpression(condition);
        var complete = values.isEmpty()
                ? request.build()
                : request.expressionAttributeValues(values).build();
        return AwsCall.unless(LOST_RACE, "PutItem (" + table + ")", () -> dynamo.putItem(complete))
                .isPresent();
    }

    /** Deletes an item, if it is there. */
    void delete(String pk, String sk) {
        call("DeleteItem", d -> d.deleteItem(r -> r.tableName(table).key(key(pk, sk))));
    }

    /** Deletes an item under a condition; false when the condition does not hold. */
    boolean deleteIf(String pk, String sk, String condition, Map<String, AttributeValue> values) {
        var request = DeleteItemRequest.builder()
                .tableName(table)
                .key(key(pk, sk))
                .conditionExpression(condition)
                .expressionAttributeValues(values)
                .build();
        return AwsCall.unless(LOST_RACE, "DeleteItem (" + table + ")", () -> dynamo.deleteItem(request))
                .isPresent();
    }
}
