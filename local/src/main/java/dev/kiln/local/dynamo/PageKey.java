package dev.kiln.local.dynamo;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The key that says where a page ends: the attributes of the table's key, and of the index's.
 *
 * @param source the schema of the table or of the index that is read
 */
record PageKey(KeySchema table, KeySchema source) {
    Map<String, AttributeValue> of(Item last) {
        var key = new LinkedHashMap<String, AttributeValue>();
        table.copy(last, key);
        source.copy(last, key);
        return key;
    }

    /** The place that a key names, which lies among what the query asks for. */
    Position position(Map<String, AttributeValue> start, KeyCondition condition) {
        if (start.size()
                != Stream.concat(table.names(), source.names()).distinct().count()) {
            throw DynamoErrors.validation("Exclusive Start Key must have same size as table's key schema");
        }
        var item = Item.of(start);
        var primary = table.keyOf(item).orElseThrow(PageKey::invalid);
        var here = source.keyOf(item).orElseThrow(PageKey::invalid);
        if (table.emptyIn(item).or(() -> source.emptyIn(item)).isPresent()) {
            throw invalid();
        }
        if (!condition.holds(here)) {
            throw DynamoErrors.validation("The provided starting key does not match the range key predicate");
        }
        return new Position(here.range(), primary);
    }

    private static RuntimeException invalid() {
        return DynamoErrors.validation("The provided starting key is invalid");
    }
}
