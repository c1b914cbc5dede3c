package dev.kiln.local.dynamo;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.util.Map;
import java.util.Optional;

/** What must hold of the item that is there, or not there, before a write. */
sealed interface Condition {
    /** Nothing is demanded. */
    record Always() implements Condition {}

    /** The item lacks this attribute, or there is no item. */
    record Absent(String attribute) implements Condition {}

    /** The item has this attribute with this value. */
    record Equal(String attribute, String value) implements Condition {}

    /** The item has this attribute with a value that sorts not behind this one. */
    record AtMost(String attribute, String value) implements Condition {}

    /** The item has this attribute with a value that sorts before this one. */
    record Below(String attribute, String value) implements Condition {}

    /** One of the two holds. */
    record Either(Condition one, Condition other) implements Condition {}

    default boolean holds(Optional<Item> current) {
        return switch (this) {
            case Always always -> true;
            case Absent absent ->
                current.flatMap(item -> item.text(absent.attribute())).isEmpty();
            case Equal equal ->
                current.flatMap(item -> item.text(equal.attribute()))
                        .filter(equal.value()::equals)
                        .isPresent();
            case AtMost most ->
                current.flatMap(item -> item.text(most.attribute()))
                        .filter(text -> Utf8Order.compare(text, most.value()) <= 0)
                        .isPresent();
            case Below below ->
                current.flatMap(item -> item.text(below.attribute()))
                        .filter(text -> Utf8Order.compare(text, below.value()) < 0)
                        .isPresent();
            case Either either -> either.one().holds(current) || either.other().holds(current);
        };
    }

    /** The condition that a ConditionExpression states; without one nothing is demanded. */
    static Condition of(Optional<String> expression, Map<String, String> names, Map<String, AttributeValue> values) {
        var substitutes = new Substitutes("ConditionExpression", names, values);
        var condition = substitutes
                .tokens(expression)
                .map(tokens -> parse(tokens, substitutes))
                .orElseGet(Always::new);
        substitutes.checkAllUsed();
        return condition;
    }

    private static Condition parse(Tokens tokens, Substitutes substitutes) {
        var condition = term(tokens, substitutes);
        while (tokens.acceptKeyword("or")) {
            condition = new Either(condition, term(tokens, substitutes));
        }
        tokens.expectEnd();
        return condition;
    }

    private static Condition term(Tokens tokens, Substitutes substitutes) {
        if (tokens.accept("attribute_not_exists")) {
            tokens.expect("(");
            String path = tokens.path();
            tokens.expect(")");
            return new Absent(substitutes.attribute(path));
        }
        String path = tokens.path();
        if (tokens.accept("<=")) {
            return new AtMost(substitutes.attribute(path), substitutes.value(tokens.value()));
        }
        if (tokens.accept("<")) {
            return new Below(substitutes.attribute(path), substitutes.value(tokens.value()));
        }
        tokens.expect("=");
        return new Equal(substitutes.attribute(path), substitutes.value(tokens.value()));
    }
}
