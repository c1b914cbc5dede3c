package dev.kiln.local.dynamo;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * An item of strings, and of numbers that no key, condition or index asks for. Its map never changes: the request that
 * brought it made a copy that nobody else can write to.
 *
 * @param size in bytes, as DynamoDB counts: the names and the values in UTF-8 (developer guide, "Item sizes and
 *     formats")
 */
record Item(Map<String, AttributeValue> attributes, int size) {
    private static final int BYTES_MAX = 400 * 1024;

    /**
     * An item as a request brings it.
     *
     * @throws UnsupportedOperationException when a value is neither
     */
    static Item of(Map<String, AttributeValue> attributes) {
        int size = 0;
        for (var attribute : attributes.entrySet()) {
            if (attribute.getKey().isEmpty()) {
                throw DynamoErrors.validation("Empty attribute name");
            }
            size += bytes(attribute.getKey()) + size(attribute.getKey(), attribute.getValue());
        }
        if (size > BYTES_MAX) {
            throw DynamoErrors.validation("Item size has exceeded the maximum allowed size");
        }
        return new Item(attributes, size);
    }

    private static int size(String name, AttributeValue value) {
        return value.type() == AttributeValue.Type.N
                ? (value.n().length() + 1) / 2 + 1
                : bytes(Texts.text(name, value));
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    Optional<String> text(String attribute) {
        return Optional.ofNullable(attributes.get(attribute)).map(value -> Texts.text(attribute, value));
    }
}
