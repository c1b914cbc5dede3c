package dev.kiln.local.dynamo;

import com.amazonaws.services.dynamodbv2.parser.ReservedKeywords;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the placeholders of an expression stand for. Each of them must be used. */
final class Substitutes {
    private static final String NAMES = "ExpressionAttributeNames";
    private static final String VALUES = "ExpressionAttributeValues";

    private final String parameter;
    private final Map<String, String> names;
    private final Map<String, AttributeValue> values;
    private final Set<String> used = new TreeSet<>();

    /** The placeholders of the expression in this parameter of a request. */
    Substitutes(String parameter, Map<String, String> names, Map<String, AttributeValue> values) {
        this.parameter = parameter;
        this.names = notEmpty(NAMES, names);
        this.values = notEmpty(VALUES, values);
    }

    private static <V> Map<String, V> notEmpty(String what, Map<String, V> map) {
        if (map.isEmpty() && given(map)) {
            throw DynamoErrors.validation(what + " must not be empty");
        }
        return map;
    }

    private static boolean given(Map<?, ?> map) {
        return !(map instanceof SdkAutoConstructMap);
    }

    /** The text of the expression, if there is one; without one there must be no placeholders. */
    Optional<Tokens> tokens(Optional<String> expression) {
        if (expression.isEmpty() && given(names)) {
            throw DynamoErrors.validation(NAMES + " can only be specified when using expressions");
        }
        if (expression.isEmpty() && given(values)) {
            throw DynamoErrors.validation(
                    VALUES + " can only be specified when using expressions: " + parameter + " is null");
        }
        if (expression.filter(String::isEmpty).isPresent()) {
            throw invalid("The expression can not be empty;");
        }
        return expression.map(Tokens::new);
    }

    /** The attribute of this name or placeholder. */
    String attribute(String path) {
        if (path.charAt(0) != '#') {
            if (ReservedKeywords.isKeyword(path.toUpperCase(Locale.ROOT))) {
                throw invalid("Attribute name is a reserved keyword; reserved keyword: " + path);
            }
            return path;
        }
        used.add(path);
        return Optional.ofNullable(names.get(path))
                .orElseThrow(() -> invalid("An expression attribute name used in the document path is not defined;"
                        + " attribute name: " + path));
    }

    /** The string that this placeholder stands for. */
    String value(String placeholder) {
        used.add(placeholder);
        return Optional.ofNullable(values.get(placeholder))
                .map(value -> Texts.text(placeholder, value))
                .orElseThrow(() -> invalid("An expression attribute value used in expression is not defined;"
                        + " attribute value: " + placeholder));
    }

    void checkAllUsed() {
        checkAllUsed(NAMES, names.keySet());
        checkAllUsed(VALUES, values.keySet());
    }

    private void checkAllUsed(String what, Set<String> given) {
        if (!used.containsAll(given)) {
            var unused = new TreeSet<>(given);
            unused.removeAll(used);
            throw DynamoErrors.validation(
                    "Value provided in " + what + " unused in expressions: keys: {" + String.join(", ", unused) + "}");
        }
    }

    RuntimeException invalid(String problem) {
        return DynamoErrors.validation("Invalid " + parameter + ": " + problem);
    }
}
