package dev.kiln.local.states;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value of the definition in which strings of the form <code>{% … %}</code> are JSONata expressions.
 *
 * @param value the JSON as written
 * @param field the name of the field, where error messages say that an expression stands
 */
record Template(JsonNode value, String field) {
    private static final String OPEN = "{%";
    private static final String CLOSE = "%}";

    static boolean isExpression(String text) {
        return text.startsWith(OPEN) && text.endsWith(CLOSE) && text.length() >= OPEN.length() + CLOSE.length();
    }

    /** The JSONata between the delimiters. */
    static String expression(String text) {
        return text.substring(OPEN.length(), text.length() - CLOSE.length()).strip();
    }
}
