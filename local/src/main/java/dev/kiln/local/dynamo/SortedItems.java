package dev.kiln.local.dynamo;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The items of a table or of an index: partitions, and in each the items in the order of their sort keys. */
final class SortedItems {
    private final KeySchema schema;
    private final Map<String, NavigableMap<Position, Item>> partitions = new LinkedHashMap<>();

    SortedItems(KeySchema schema) {
        this.schema = schema;
    }

    KeySchema schema() {
        return schema;
    }

    /** Takes in an item, unless it lacks an attribute of the key here. */
    void add(ItemKey primary, Item item) {
        schema.keyOf(item)
                .ifPresent(key -> partitions
                        .computeIfAbsent(key.hash(), hash -> new TreeMap<>())
                        .put(new Position(key.range(), primary), item));
    }

    void remove(ItemKey primary, Item item) {
        schema.keyOf(item)
                .ifPresent(key -> partitions.computeIfPresent(key.hash(), (hash, partition) -> {
                    partition.remove(new Position(key.range(), primary));
                    return partition.isEmpty() ? null : partition;
                }));
    }

    /** The item of this key in the table; only the table itself can tell. */
    Optional<Item> find(ItemKey primary) {
        return Optional.ofNullable(partitions.get(primary.hash()))
                .map(partition -> partition.get(new Position(primary.range(), primary)));
    }

    /**
     * The items of a partition in their order, not read before they are asked for.
     *
     * @param after where the page before ended; within the range
     */
    Collection<Item> read(String hash, SortRange range, boolean forward, Optional<Position> after) {
        var ascending = Optional.ofNullable(partitions.get(hash))
                .orElseGet(TreeMap::new)
                .subMap(Position.before(range.from()), true, Position.before(range.behind()), false);
        var ordered = forward ? ascending : ascending.descendingMap();
        return after.map(position -> ordered.tailMap(position, false))
                .orElse(ordered)
                .values();
    }
}
