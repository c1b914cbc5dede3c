package dev.kiln.lineage;

import dev.kiln.aws.AwsCall;
import dev.kiln.json.PipelineJson;
import dev.kiln.ledger.Tables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Items of the lineage's table: a key, a record as JSON, and what conditions and indexes need. */
final class LineageTable {
    static final String JSON = "json";

    private final DynamoDbClient dynamo;
    private final String table;

    LineageTable(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * An item that is to take the place of another one.
     *
     * @param attribute in which the other one differs if somebody has changed it
     * @param before what it holds; empty when no item may be there
     */
    record Write(Map<String, AttributeValue> item, String attribute, Optional<String> before) {
        private static final String BEFORE = ":before";

        String condition() {
            return before.isPresent() ? attribute + " = " + BEFORE : "attribute_not_exists(" + Tables.PK + ")";
        }

        Map<String, AttributeValue> values() {
            return before.map(value -> Map.of(BEFORE, text(value))).orElseGet(Map::of);
        }
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static Map<String, AttributeValue> item(String pk, Object data) {
        var item = new TreeMap<String, AttributeValue>();
        item.put(Tables.PK, text(pk));
        item.put(JSON, text(PipelineJson.write(data)));
        return item;
    }

    /** A strongly consistent read: decisions hang on it. */
    Optional<Map<String, AttributeValue>> get(String pk) {
        var item = AwsCall.of(
                        "GetItem (" + table + ")",
                        () -> dynamo.getItem(r -> r.tableName(table)
                                .key(Map.of(Tables.PK, text(pk)))
                                .consistentRead(true)))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(item);
    }

    /** The items of a partition of an index, which lags behind the table, in pages that are read as the stream is. */
    Stream<Map<String, AttributeValue>> query(String index, String key, String value, boolean forward) {
        return dynamo
                .queryPaginator(r -> r.tableName(table)
                        .indexName(index)
                        .keyConditionExpression("#key = :value")
                        .expressionAttributeNames(Map.of("#key", key))
                        .expressionAttributeValues(Map.of(":value", text(value)))
                        .scanIndexForward(forward))
                .items()
                .stream();
    }

    /** Writes an item; false when somebody has changed what stands there. */
    boolean put(Write write) {
        var request =
                PutItemRequest.builder().tableName(table).item(write.item()).conditionExpression(write.condition());
        var complete = write.before().isEmpty()
                ? request.build()
                : request.expressionAttributeValues(write.values()).build();
        return AwsCall.unless(
                        Set.of("ConditionalCheckFailedException"),
                        "PutItem (" + table + ")",
                        () -> dynamo.putItem(complete))
                .isPresent();
    }

    /** Writes all of these items, or none when somebody has changed one of them; false then. */
    boolean putAll(List<Write> writes) {
        var puts = writes.stream().map(this::transacted).toList();
        // Writers who meet in the middle of a transaction find it cancelled, too.
        return AwsCall.unless(
                        Set.of("TransactionCanceledException"),
                        "TransactWriteItems (" + table + ")",
                        () -> dynamo.transactWriteItems(t -> t.transactItems(puts)))
                .isPresent();
    }

    private TransactWriteItem transacted(Write write) {
        var put = Put.builder().tableName(table).item(write.item()).conditionExpression(write.condition());
        var complete = write.before().isEmpty()
                ? put.build()
                : put.expressionAttributeValues(write.values()).build();
        return TransactWriteItem.builder().put(complete).build();
    }

    /** The JSON of an item as it was written. */
    static String json(Map<String, AttributeValue> item) {
        return item.get(JSON).s();
    }

    static <T> T data(Map<String, AttributeValue> item, Class<T> type) {
        return PipelineJson.read(json(item), type);
    }
}
