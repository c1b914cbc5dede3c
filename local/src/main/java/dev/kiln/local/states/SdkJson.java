package dev.kiln.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.Buildable;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Turns shapes of the SDK into JSON and back, by the field descriptions that they carry. It knows the kinds of fields
 * that the events of a history have; another kind is refused.
 */
final class SdkJson {
    private SdkJson() {}

    static ObjectNode write(SdkPojo shape) {
        var object = JsonNodeFactory.instance.objectNode();
        for (SdkField<?> field : shape.sdkFields()) {
            Optional.ofNullable(field.getValueOrDefault(shape))
                    .filter(value -> !(value instanceof Map<?, ?> map && map.isEmpty()))
                    .ifPresent(value -> object.set(field.memberName(), node(value)));
        }
        return object;
    }

    private static JsonNode node(Object value) {
        return switch (value) {
            case String text -> JsonNodeFactory.instance.textNode(text);
            case Long number -> JsonNodeFactory.instance.numberNode(number);
            case Integer number -> JsonNodeFactory.instance.numberNode(number);
            case Boolean flag -> JsonNodeFactory.instance.booleanNode(flag);
            case Instant instant -> JsonNodeFactory.instance.textNode(instant.toString());
            case SdkPojo nested -> write(nested);
            case Map<?, ?> map -> {
                var object = JsonNodeFactory.instance.objectNode();
                map.forEach((name, text) -> object.put(name.toString(), text.toString()));
                yield object;
            }
            default -> throw new IllegalArgumentException("no event has a " + value.getClass());
        };
    }

    /** Sets those fields of a builder that the object has. */
    static void fill(JsonNode object, SdkPojo builder) {
        for (SdkField<?> field : builder.sdkFields()) {
            Optional.ofNullable(object.get(field.memberName()))
                    .ifPresent(node -> field.set(builder, value(field, node)));
        }
    }

    private static Object value(SdkField<?> field, JsonNode node) {
        return switch (field.marshallingType().getTargetClass().getSimpleName()) {
            case "String" -> node.textValue();
            case "Long" -> node.longValue();
            case "Integer" -> node.intValue();
            case "Boolean" -> node.booleanValue();
            case "Instant" -> Instant.parse(node.textValue());
            case "SdkPojo" -> nested(field.constructor().get(), node);
            case "Map" -> {
                var map = new LinkedHashMap<String, String>();
                node.properties()
                        .forEach(entry ->
                                map.put(entry.getKey(), entry.getValue().textValue()));
                yield map;
            }
            default -> throw new IllegalArgumentException("no event has a " + field.marshallingType());
        };
    }

    private static Object nested(SdkPojo builder, JsonNode node) {
        fill(node, builder);
        return ((Buildable) builder).build();
    }
}
