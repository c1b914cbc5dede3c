package dev.kiln.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import java.util.ArrayList;

/** Lists in messages to people. */
final class Texts {
    private Texts() {}

    /** One line an element, each behind a dash; a lone text is a list of one. */
    static String bullets(JsonNode list) {
        var lines = new ArrayList<String>();
        if (list.isTextual()) {
            lines.add("- " + list.asText());
        }
        list.forEach(e -> lines.add("- " + e.asText()));
        return String.join("\n", lines);
    }

    static JsonNode none() {
        return JsonNodeFactory.instance.arrayNode();
    }
}
