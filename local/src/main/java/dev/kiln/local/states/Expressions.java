package dev.kiln.local.states;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.local.time.RandomSource;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Evaluates JSONata expressions with the functions that Step Functions adds.
 *
 * <p>Compiled expressions are kept for each thread: compiling costs far more than evaluating, and a compiled expression
 * of the library is not safe for use by two threads.
 */
final class Expressions {
    private static final int MAX_COMPILED = 10_000;
    private static final String RESULT = "v";
    private static final ThreadLocal<Map<String, Jsonata>> COMPILED = ThreadLocal.withInitial(LinkedHashMap::new);

    private final StatesFunctions functions;

    Expressions(RandomSource random, InstantSource clock) {
        this.functions = new StatesFunctions(random, clock);
    }

    /**
     * Evaluates an expression.
     *
     * @param variables the values of <code>$name</code> by name, {@code states} among them
     * @return empty when the result is undefined
     * @throws RuntimeException with the library's message when the expression throws
     */
    Optional<JsonNode> evaluate(String expression, Map<String, Object> variables) {
        var compiled = compile(expression);
        var frame = compiled.createFrame();
        functions.bind(frame);
        variables.forEach(frame::bind);
        // The library returns the same for null and undefined. As a member of an object they differ: an undefined
        // member is left out.
        if (compiled.evaluate(null, frame) instanceof Map<?, ?> holder && holder.containsKey(RESULT)) {
            return Optional.of(Plain.json(holder.get(RESULT)));
        }
        return Optional.empty();
    }

    private static Jsonata compile(String expression) {
        var cache = COMPILED.get();
        if (cache.size() > MAX_COMPILED) {
            cache.clear();
        }
        return cache.computeIfAbsent(expression, text -> Jsonata.jsonata("{\"" + RESULT + "\":(\n" + text + "\n)}"));
    }
}
