package dev.kiln.local.dynamo;

import java.util.List;

/** What one part of a KeyConditionExpression demands of an attribute. */
sealed interface KeyTerm {
    String attribute();

    /** The attribute has this value. */
    record Equal(String attribute, String value) implements KeyTerm {}

    /** It has this value or a smaller one. */
    record AtMost(String attribute, String value) implements KeyTerm {}

    /** Its value lies between these, or is one of them. */
    record Between(String attribute, String from, String to) implements KeyTerm {}

    /** Its value begins so. */
    record Begins(String attribute, String prefix) implements KeyTerm {}

    /** The values that the term names. */
    default List<String> values() {
        return switch (this) {
            case Equal equal -> List.of(equal.value());
            case AtMost atMost -> List.of(atMost.value());
            case Between between -> List.of(between.from(), between.to());
            case Begins begins -> List.of(begins.prefix());
        };
    }

    /** The values that satisfy it. */
    default SortRange range() {
        return switch (this) {
            case Equal equal -> SortRange.only(equal.value());
            case AtMost atMost -> SortRange.atMost(atMost.value());
            case Between between -> SortRange.between(between.from(), between.to());
            case Begins begins -> SortRange.beginningWith(begins.prefix());
        };
    }
}
