package dev.kiln.local.dynamo;

import java.util.Map;
import java.util.SortedMap;

/**
 * What a table is made of, and what it demands of items.
 *
 * @param indexes the global secondary indexes by name; each holds whole items
 */
record TableSchema(String name, KeySchema key, SortedMap<String, KeySchema> indexes) {
    private static final String EMPTY = "The AttributeValue for a key attribute cannot contain an empty string value. ";
    private static final String NOT_VALID = "One or more parameter values are not valid. ";

    /** The key of an item that is about to be written, once it is certain that it can be. */
    ItemKey keyOfNew(Item item) {
        var primary = check(item);
        indexes.entrySet().forEach(index -> check(index, item));
        return primary;
    }

    /** The key that a read or a delete names. */
    ItemKey keyOf(Item named) {
        if (named.attributes().size() != key.names().count()) {
            throw DynamoErrors.validation("The number of conditions on the keys is invalid");
        }
        return check(named);
    }

    private ItemKey check(Item item) {
        var primary = key.keyOf(item)
                .orElseThrow(() -> DynamoErrors.validation("One of the required keys was not given a value"));
        key.emptyIn(item).ifPresent(name -> {
            throw DynamoErrors.validation(NOT_VALID + EMPTY + "Key: " + name);
        });
        if (!key.fits(item)) {
            throw DynamoErrors.validation("Hash primary key values must be under " + KeySchema.HASH_BYTES
                    + " bytes, and range primary key values must be under " + KeySchema.RANGE_BYTES + " bytes");
        }
        return primary;
    }

    private static void check(Map.Entry<String, KeySchema> index, Item item) {
        index.getValue().emptyIn(item).ifPresent(name -> {
            throw DynamoErrors.validation(NOT_VALID + "A value specified for a secondary index key is not supported. "
                    + EMPTY + "IndexName: " + index.getKey() + ", IndexKey: " + name);
        });
        if (!index.getValue().fits(item)) {
            throw DynamoErrors.validation("One or more parameter values were invalid: Size limit exceeded");
        }
    }
}
