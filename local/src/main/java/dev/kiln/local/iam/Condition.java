package dev.kiln.local.iam;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** One key of a statement's condition with one operator. All of a statement must hold. */
final class Condition {
    private static final String IF_EXISTS = "IfExists";
    private static final String ALL = "ForAllValues:";
    private static final String ANY = "ForAnyValue:";

    private final ConditionOperator operator;
    private final boolean ifExists;
    private final boolean all;
    private final String key;
    private final List<Predicate<String>> wanted;

    private Condition(
            ConditionOperator operator, boolean ifExists, boolean all, String key, List<Predicate<String>> wanted) {
        this.operator = operator;
        this.ifExists = ifExists;
        this.all = all;
        this.key = key;
        this.wanted = wanted;
    }

    /**
     * The conditions of a {@code Condition} element.
     *
     * @throws PolicyRefused if an operator or a key is unknown
     */
    static List<Condition> read(String where, JsonNode element) {
        var conditions = new ArrayList<Condition>();
        element.properties()
                .forEach(operator -> operator.getValue()
                        .properties()
                        .forEach(key -> conditions.add(
                                read(where, operator.getKey(), key.getKey(), Texts.list(key.getValue())))));
        return List.copyOf(conditions);
    }

    private static Condition read(String where, String written, String key, List<String> values) {
        boolean all = written.startsWith(ALL);
        boolean set = all || written.startsWith(ANY);
        String rest = set ? written.substring(written.indexOf(':') + 1) : written;
        boolean ifExists = rest.endsWith(IF_EXISTS);
        String name = ifExists ? rest.substring(0, rest.length() - IF_EXISTS.length()) : rest;
        var operator = ConditionOperator.named(name)
                .orElseThrow(() -> new PolicyRefused(where + ": the condition operator " + written + " is not known"));
        String normal = ConditionKeys.normal(key);
        if (!ConditionKeys.known(normal)) {
            throw new PolicyRefused(where + ": the condition key " + key + " is not known");
        }
        if (ConditionKeys.multivalued(normal) && !set && operator != ConditionOperator.NULL) {
            throw new PolicyRefused(
                    where + ": " + key + " can have several values and needs ForAllValues or ForAnyValue");
        }
        values.forEach(value -> Texts.refuseVariables(where, value));
        return new Condition(
                operator,
                ifExists,
                all,
                normal,
                values.stream().map(operator::matcher).toList());
    }

    boolean holds(RequestContext context) {
        var given = context.values(key);
        if (operator == ConditionOperator.NULL) {
            return matches(String.valueOf(given.isEmpty()));
        }
        if (given.isEmpty()) {
            return ifExists || all || operator.negated();
        }
        return all ? given.stream().allMatch(this::matches) : given.stream().anyMatch(this::matches);
    }

    /** Several values in a policy are alternatives; a negated operator asks that none of them matches. */
    private boolean matches(String given) {
        return wanted.stream().anyMatch(w -> w.test(given)) != operator.negated();
    }
}
