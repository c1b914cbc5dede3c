package dev.kiln.local.dynamo;

import java.util.List;
import java.util.Optional;

/**
 * The items that a query asks for.
 *
 * @param hash the one partition
 * @param range the sort keys within it
 */
record KeyCondition(String hash, SortRange range) {
    private static final int TERMS_MAX = 2;

    /** What these terms mean for a key of this schema. */
    static KeyCondition of(List<KeyTerm> terms, KeySchema schema) {
        if (terms.size() > TERMS_MAX
                || terms.stream().map(KeyTerm::attribute).distinct().count() < terms.size()) {
            throw DynamoErrors.validation("KeyConditionExpressions must only contain one condition per key");
        }
        var hash = named(schema.hash(), terms).orElseThrow(KeyCondition::missed);
        if (!(hash instanceof KeyTerm.Equal equal)) {
            throw DynamoErrors.validation("Query key condition not supported");
        }
        check(hash, KeySchema.HASH_BYTES, "Size of hashkey has exceeded the maximum size limit of 2048 bytes");
        return new KeyCondition(equal.value(), range(terms, schema));
    }

    private static SortRange range(List<KeyTerm> terms, KeySchema schema) {
        if (terms.size() < TERMS_MAX) {
            return SortRange.all();
        }
        if (schema.range().isEmpty()) {
            throw DynamoErrors.validation("Query key condition not supported");
        }
        var term = named(schema.range().get(), terms).orElseThrow(KeyCondition::missed);
        check(
                term,
                KeySchema.RANGE_BYTES,
                "Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
        return term.range();
    }

    private static Optional<KeyTerm> named(String attribute, List<KeyTerm> terms) {
        return terms.stream().filter(term -> term.attribute().equals(attribute)).findFirst();
    }

    private static void check(KeyTerm term, int bytesMax, String tooLong) {
        for (String value : term.values()) {
            if (value.isEmpty()) {
                throw DynamoErrors.validation("One or more parameter values are not valid. The AttributeValue for a key"
                        + " attribute cannot contain an empty string value. Key: " + term.attribute());
            }
            if (Item.bytes(value) > bytesMax) {
                throw DynamoErrors.validation("One or more parameter values were invalid: " + tooLong);
            }
        }
    }

    private static RuntimeException missed() {
        return DynamoErrors.validation("Query condition missed key schema element");
    }

    boolean holds(ItemKey key) {
        return hash.equals(key.hash()) && range.contains(key.range());
    }
}
