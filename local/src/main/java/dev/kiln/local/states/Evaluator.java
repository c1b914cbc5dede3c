package dev.kiln.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Evaluates templates with the variables and <code>$states</code> of one moment of a visit. */
final class Evaluator {
    private final Expressions expressions;
    private final Map<String, Object> variables;
    private final Function<Problem, StateFailure> failed;

    /**
     * An expression that could not be evaluated.
     *
     * @param location where in the state, for example {@code Output/image}
     */
    record Problem(String location, String cause) {}

    /**
     * An evaluator.
     *
     * @param states the members of <code>$states</code>
     * @param failed makes the exception to throw of a problem
     */
    Evaluator(
            Expressions expressions,
            Map<String, Object> variables,
            Map<String, Object> states,
            Function<Problem, StateFailure> failed) {
        this.expressions = expressions;
        this.variables = new LinkedHashMap<>(variables);
        this.variables.put("states", states);
        this.failed = failed;
    }

    JsonNode evaluate(Template template) {
        return evaluate(template.value(), template.field());
    }

    /** A problem with what an expression came to, though it could be evaluated. */
    StateFailure unexpected(Template template, String expected, JsonNode found) {
        var text = template.value().isTextual()
                ? Template.expression(template.value().textValue())
                : "";
        return failed.apply(new Problem(
                template.field(),
                "The JSONata expression '%s' specified for the field '%s' returned an unexpected result type. Expected '%s', but was '%s' for value: %s"
                        .formatted(
                                text,
                                template.field(),
                                expected,
                                found.getNodeType().name().toLowerCase(Locale.ROOT),
                                found)));
    }

    private JsonNode evaluate(JsonNode value, String location) {
        if (value.isTextual() && Template.isExpression(value.textValue())) {
            return expression(Template.expression(value.textValue()), location);
        }
        if (value.isObject()) {
            var object = JsonNodeFactory.instance.objectNode();
            value.properties()
                    .forEach(entry ->
                            object.set(entry.getKey(), evaluate(entry.getValue(), location + "/" + entry.getKey())));
            return object;
        }
        if (value.isArray()) {
            var array = JsonNodeFactory.instance.arrayNode();
            for (var element : value) {
                array.add(evaluate(element, location + "[" + array.size() + "]"));
            }
            return array;
        }
        return value;
    }

    private JsonNode expression(String expression, String location) {
        try {
            return expressions
                    .evaluate(expression, variables)
                    .orElseThrow(() -> failed.apply(
                            new Problem(location, said(expression, location) + "returned nothing (undefined).")));
        } catch (StateFailure e) {
            throw e;
        } catch (RuntimeException e) {
            throw failed.apply(new Problem(
                    location, said(expression, location) + "threw an error during evaluation. " + e.getMessage()));
        } catch (StackOverflowError e) {
            throw failed.apply(new Problem(
                    location,
                    said(expression, location) + "threw an error during evaluation. It recurses too deeply."));
        }
    }

    private static String said(String expression, String location) {
        return "The JSONata expression '" + expression + "' specified for the field '" + location + "' ";
    }
}
