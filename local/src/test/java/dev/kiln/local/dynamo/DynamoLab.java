package dev.kiln.local.dynamo;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Short words for calls on one ledger table.
 *
 * @param pk the partition that belongs to the test
 */
record DynamoLab(DynamoDbClient dynamo, String table, String pk) {
    /** Attributes from names and values in turn. */
    static Map<String, AttributeValue> attributes(String... namesAndValues) {
        var attributes = new LinkedHashMap<String, AttributeValue>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            attributes.put(namesAndValues[i], AttributeValue.fromS(namesAndValues[i + 1]));
        }
        return attributes;
    }

    /** An item of the test's partition, or its key. */
    Map<String, AttributeValue> item(String sk, String... others) {
        var item = attributes("pk", pk, "sk", sk);
        item.putAll(attributes(others));
        return item;
    }

    /** An item that the index lists under the test's name. */
    Map<String, AttributeValue> timed(String sk, String timeSk) {
        return item(sk, "timePk", pk, "timeSk", timeSk);
    }

    void put(Map<String, AttributeValue> item) {
        dynamo.putItem(put -> put.tableName(table).item(item));
    }

    void putIf(Map<String, AttributeValue> item, String condition, Map<String, AttributeValue> values) {
        dynamo.putItem(put -> put.tableName(table)
                .item(item)
                .conditionExpression(condition)
                .expressionAttributeValues(values.isEmpty() ? null : values));
    }

    Optional<Map<String, AttributeValue>> get(String sk) {
        var response = dynamo.getItem(get -> get.tableName(table).key(item(sk)).consistentRead(true));
        return response.hasItem() ? Optional.of(response.item()) : Optional.empty();
    }

    void delete(String sk) {
        dynamo.deleteItem(delete -> delete.tableName(table).key(item(sk)));
    }

    /** A query with {@code :pk} for the test's partition, and these other values. */
    QueryRequest.Builder query(String condition, String... values) {
        var all = attributes(":pk", pk);
        all.putAll(attributes(values));
        return QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression(condition)
                .expressionAttributeValues(all);
    }

    QueryRequest.Builder byTime(String condition, String... values) {
        return query(condition, values).indexName("byTime");
    }

    /** The sort keys of the items that a query finds, on all its pages. */
    List<String> found(QueryRequest.Builder query) {
        return dynamo.queryPaginator(query.build()).items().stream()
                .map(item -> item.get("sk").s())
                .toList();
    }

    /** Makes sure that DynamoDB finds fault with a call, in exactly these words. */
    static void assertInvalid(ThrowingCallable call, String message) {
        assertRefused(call, DynamoDbException.class, "ValidationException", message);
    }

    static void assertRefused(
            ThrowingCallable call, Class<? extends DynamoDbException> type, String code, String message) {
        assertThat(catchThrowable(call)).isExactlyInstanceOf(type).satisfies(thrown -> {
            var refusal = (DynamoDbException) thrown;
            assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(refusal.awsErrorDetails().errorMessage()).isEqualTo(message);
            assertThat(refusal.statusCode()).isEqualTo(400);
        });
    }
}
