package dev.kiln.local.states;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;

import java.util.regex.Pattern;

/** Checks the expressions of a template when a definition is loaded. */
final class TemplateCheck {
    private static final Pattern EVAL = Pattern.compile("\\$eval\\b");

    private TemplateCheck() {}

    static void check(String place, JsonNode value) {
        if (value.isTextual()) {
            checkText(place, value.textValue());
        }
        value.properties().forEach(entry -> check(place + "." + entry.getKey(), entry.getValue()));
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                check(place + "[" + i + "]", value.get(i));
            }
        }
    }

    private static void checkText(String place, String text) {
        if (Template.isExpression(text)) {
            checkExpression(place, Template.expression(text));
        } else if (Template.isExpression(text.strip())) {
            throw new InvalidDefinition(
                    place, "an expression must begin with {% and end with %}, without spaces around");
        }
    }

    private static void checkExpression(String place, String expression) {
        if (EVAL.matcher(expression).find()) {
            throw new InvalidDefinition(place, "$eval does not exist in Step Functions; use $parse");
        }
        try {
            Jsonata.jsonata(expression);
        } catch (JException e) {
            throw new InvalidDefinition(place, "the JSONata is wrong: " + e.getMessage());
        }
    }
}
