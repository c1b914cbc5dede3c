package dev.kiln.local.dynamo;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The attributes that are the key of a table or of an index.
 *
 * @param hash the partition key's name
 * @param range the sort key's name
 */
record KeySchema(String hash, Optional<String> range) {
    static final int HASH_BYTES = 2048;
    static final int RANGE_BYTES = 1024;

    Stream<String> names() {
        return Stream.concat(Stream.of(hash), range.stream());
    }

    /** The key of an item; empty when it lacks an attribute of the key. */
    Optional<ItemKey> keyOf(Item item) {
        return item.text(hash)
                .flatMap(h -> range.map(item::text).orElse(Optional.of("")).map(r -> new ItemKey(h, r)));
    }

    /** Whether the values of these attributes, as far as they are there, are short enough for a key. */
    boolean fits(Item item) {
        return item.text(hash).filter(h -> Item.bytes(h) > HASH_BYTES).isEmpty()
                && range.flatMap(item::text)
                        .filter(r -> Item.bytes(r) > RANGE_BYTES)
                        .isEmpty();
    }

    /** The first attribute of the key that the item has, and that is empty. */
    Optional<String> emptyIn(Item item) {
        return names().filter(name -> item.text(name).filter(String::isEmpty).isPresent())
                .findFirst();
    }

    /** Adds the attributes of this key, as they are in the item. */
    void copy(Item item, Map<String, AttributeValue> key) {
        names().forEach(name -> key.put(name, item.attributes().get(name)));
    }
}
