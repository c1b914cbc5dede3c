package dev.kiln.local.dynamo;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The one type of attribute that keys and conditions of the tables in memory know. */
final class Texts {
    private Texts() {}

    /**
     * The string of a value.
     *
     * @throws UnsupportedOperationException when it is of another type
     */
    static String text(String name, AttributeValue value) {
        if (value.type() != AttributeValue.Type.S) {
            throw new UnsupportedOperationException(
                    "the tables in memory know strings here only, and " + name + " is of type " + value.type());
        }
        return value.s();
    }
}
