package dev.kiln.recipe;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.math.BigInteger;
import java.util.Locale;

/** Values as the schema validator takes them. */
final class SchemaNodes {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SchemaNodes() {}

    static JsonNode of(Value value) {
        return switch (value) {
            case Value.Scalar scalar -> scalar(scalar);
            case Value.Sequence list -> {
                var array = NODES.arrayNode(list.items().size());
                list.items().forEach(item -> array.add(of(item)));
                yield array;
            }
            case Value.Mapping fields -> {
                var object = NODES.objectNode();
                fields.entries().forEach((key, entry) -> object.set(key, of(entry.value())));
                yield object;
            }
        };
    }

    private static JsonNode scalar(Value.Scalar scalar) {
        return switch (scalar.kind()) {
            case TEXT -> NODES.stringNode(scalar.written());
            case WHOLE_NUMBER -> NODES.numberNode(wholeNumber(scalar.written()));
            case DECIMAL -> NODES.numberNode(decimal(scalar.written().toLowerCase(Locale.ROOT)));
            case FLAG ->
                NODES.booleanNode(scalar.written().toLowerCase(Locale.ROOT).equals("true"));
            case NOTHING -> NODES.nullNode();
        };
    }

    /** A whole number as YAML 1.2 writes it: decimal, 0o17 or 0x1f. */
    static BigInteger wholeNumber(String written) {
        if (written.startsWith("0x")) {
            return new BigInteger(written.substring(2), 16);
        }
        return written.startsWith("0o") ? new BigInteger(written.substring(2), 8) : new BigInteger(written);
    }

    private static double decimal(String written) {
        if (written.endsWith(".inf")) {
            return written.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return written.equals(".nan") ? Double.NaN : Double.parseDouble(written);
    }
}
