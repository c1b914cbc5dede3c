package dev.kiln.local.dynamo;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.util.Map;

/** A put whose request is in order, and that has not been done. */
record PlannedPut(MemoryTable table, ItemKey key, Item item, Condition condition) {
    static PlannedPut of(MemoryTable table, Map<String, AttributeValue> attributes, Condition condition) {
        var item = Item.of(attributes);
        return new PlannedPut(table, table.schema().keyOfNew(item), item, condition);
    }

    boolean allowed() {
        return condition.holds(table.find(key));
    }

    void apply() {
        table.put(key, item);
    }
}
