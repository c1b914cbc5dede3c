package dev.kiln.local.dynamo;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The items of one table, and its indexes. An index shows a write at once; in AWS it lags behind the table. */
final class MemoryTable {
    private final TableSchema schema;
    private final SortedItems items;
    private final Map<String, SortedItems> indexes = new TreeMap<>();

    MemoryTable(TableSchema schema) {
        this.schema = schema;
        this.items = new SortedItems(schema.key());
        schema.indexes().forEach((name, key) -> indexes.put(name, new SortedItems(key)));
    }

    TableSchema schema() {
        return schema;
    }

    SortedItems items() {
        return items;
    }

    SortedItems index(String name) {
        return Optional.ofNullable(indexes.get(name))
                .orElseThrow(() -> DynamoErrors.validation("The table does not have the specified index: " + name));
    }

    Optional<Item> find(ItemKey key) {
        return items.find(key);
    }

    void put(ItemKey key, Item item) {
        delete(key);
        items.add(key, item);
        indexes.values().forEach(index -> index.add(key, item));
    }

    void delete(ItemKey key) {
        find(key).ifPresent(old -> {
            items.remove(key, old);
            indexes.values().forEach(index -> index.remove(key, old));
        });
    }
}
