package dev.kiln.local.iam;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.stream.StreamSupport;

/** Elements of policies that are one text or a list of them. */
final class Texts {
    private Texts() {}

    static List<String> list(JsonNode element) {
        return element.isArray()
                ? StreamSupport.stream(element.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList()
                : List.of(element.asText());
    }

    /** No policy of the pipeline has a variable like {@code ${aws:PrincipalTag/team}}; one that has is refused. */
    static void refuseVariables(String where, String text) {
        if (text.contains("${")) {
            throw new PolicyRefused(where + ": policy variables are not known: " + text);
        }
    }
}
