package dev.kiln.cli.coldstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.json.PipelineJson;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.util.Map;
import java.util.TreeMap;

/** Items as DynamoDB's protocol writes them, with the types that Kiln's tables have: texts and numbers. */
final class ItemJson {
    private ItemJson() {}

    static ObjectNode write(Map<String, AttributeValue> item) {
        var json = PipelineJson.MAPPER.createObjectNode();
        new TreeMap<>(item).forEach((name, value) -> {
            var typed = json.putObject(name);
            switch (value.type()) {
                case S -> typed.put("S", value.s());
                case N -> typed.put("N", value.n());
                default -> throw new UnsupportedOperationException(name + " is of type " + value.type());
            }
        });
        return json;
    }

    static Map<String, AttributeValue> read(JsonNode json) {
        var item = new TreeMap<String, AttributeValue>();
        json.properties().forEach(entry -> item.put(entry.getKey(), value(entry.getValue())));
        return item;
    }

    private static AttributeValue value(JsonNode typed) {
        return typed.has("N")
                ? AttributeValue.fromN(typed.path("N").asText())
                : AttributeValue.fromS(typed.path("S").asText());
    }
}
