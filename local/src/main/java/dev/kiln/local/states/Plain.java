package dev.kiln.local.states;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Converts between JSON trees and the maps, lists and boxed values that the JSONata library works on. */
final class Plain {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final double LARGEST_WHOLE = 9.0e15;

    private Plain() {}

    /** What the library calls the value; JSON null becomes the library's own null, which differs from undefined. */
    static Object of(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> object(node);
            case ARRAY -> {
                var list = new ArrayList<Object>(node.size());
                node.forEach(element -> list.add(of(element)));
                yield list;
            }
            case STRING -> node.textValue();
            case NUMBER -> node.numberValue();
            case BOOLEAN -> node.booleanValue();
            case NULL -> Jsonata.NULL_VALUE;
            case MISSING, BINARY, POJO ->
                throw new IllegalArgumentException("a " + node.getNodeType() + " node is not JSON");
        };
    }

    private static Map<String, Object> object(JsonNode node) {
        var map = new LinkedHashMap<String, Object>();
        node.properties().forEach(entry -> map.put(entry.getKey(), of(entry.getValue())));
        return map;
    }

    /**
     * The JSON of a value that the library returned.
     *
     * @throws IllegalArgumentException for a function or another value that JSON cannot hold
     */
    static JsonNode json(Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case Map<?, ?> map -> {
                var object = NODES.objectNode();
                map.forEach((key, element) -> object.set(String.valueOf(key), json(element)));
                yield object;
            }
            case List<?> list -> {
                var array = NODES.arrayNode(list.size());
                list.forEach(element -> array.add(json(element)));
                yield array;
            }
            case String text -> NODES.textNode(text);
            case Boolean flag -> NODES.booleanNode(flag);
            case Number number -> number(number);
            default -> other(value);
        };
    }

    private static JsonNode number(Number number) {
        if (number instanceof Integer || number instanceof Long) {
            return NODES.numberNode(number.longValue());
        }
        if (number instanceof BigDecimal exact) {
            return NODES.numberNode(exact);
        }
        double value = number.doubleValue();
        if (value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE) {
            return NODES.numberNode((long) value);
        }
        return NODES.numberNode(value);
    }

    private static JsonNode other(Object value) {
        if (value.equals(Jsonata.NULL_VALUE)) {
            return NODES.nullNode();
        }
        throw new IllegalArgumentException("the result is a function, which JSON cannot hold");
    }
}
