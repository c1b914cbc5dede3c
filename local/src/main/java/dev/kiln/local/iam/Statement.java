package dev.kiln.local.iam;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/** One statement of a policy. */
final class Statement {
    private static final Set<String> ELEMENTS = Set.of("Sid", "Effect", "Action", "Resource", "Condition", "Principal");

    /** Those without a Sid; their place among the others says nothing. */
    private static final String UNNAMED = "-";

    /** An action or resource as it is written, and what it matches. */
    private record Named(String written, Predicate<String> matcher) {}

    private final String name;
    private final boolean allows;
    private final List<Named> actions;
    private final List<Named> resources;
    private final List<Condition> conditions;
    private final Optional<Principals> principals;

    private Statement(
            String name,
            boolean allows,
            List<Named> actions,
            List<Named> resources,
            List<Condition> conditions,
            Optional<Principals> principals) {
        this.name = name;
        this.allows = allows;
        this.actions = actions;
        this.resources = resources;
        this.conditions = conditions;
        this.principals = principals;
    }

    /**
     * Reads a statement.
     *
     * @param policy names the policy in messages
     * @param number of the statement; names those without a {@code Sid} in messages
     * @throws PolicyRefused if it has an element or a value that is not known
     */
    static Statement read(String policy, int number, JsonNode node) {
        String where = policy + ", statement " + node.path("Sid").asText(Integer.toString(number));
        node.fieldNames().forEachRemaining(element -> {
            if (!ELEMENTS.contains(element)) {
                throw new PolicyRefused(where + ": the element " + element + " is not known");
            }
        });
        String effect = node.path("Effect").asText();
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            throw new PolicyRefused(where + ": the effect '" + effect + "' is not known");
        }
        return new Statement(
                node.path("Sid").asText(UNNAMED),
                effect.equals("Allow"),
                Texts.list(node.required("Action")).stream()
                        .map(a -> new Named(a, Wildcards.action(a)))
                        .toList(),
                resources(where, node.path("Resource")),
                Condition.read(where, node.path("Condition")),
                node.has("Principal") ? Optional.of(Principals.read(where, node.path("Principal"))) : Optional.empty());
    }

    /** A trust policy has no resource: it is about the role that it belongs to. */
    private static List<Named> resources(String where, JsonNode element) {
        var written = element.isMissingNode() ? List.of("*") : Texts.list(element);
        written.forEach(resource -> Texts.refuseVariables(where, resource));
        return written.stream().map(r -> new Named(r, Wildcards.resource(r))).toList();
    }

    boolean allows() {
        return allows;
    }

    Optional<Principals> principals() {
        return principals;
    }

    boolean names(String action) {
        return actions.stream().anyMatch(a -> a.matcher().test(action));
    }

    /** The permission that lets a request through, or holds it up, as it is written; empty when this says nothing. */
    Optional<Permission> match(String owner, AccessRequest request) {
        var action = first(actions, request.action());
        var resource = first(resources, request.resource());
        return action.isPresent()
                        && resource.isPresent()
                        && conditions.stream().allMatch(c -> c.holds(request.context()))
                ? Optional.of(new Permission(owner, name, action.get(), resource.get()))
                : Optional.empty();
    }

    private static Optional<String> first(List<Named> all, String value) {
        return all.stream()
                .filter(n -> n.matcher().test(value))
                .map(Named::written)
                .findFirst();
    }

    /** All that it allows: each action on each resource. */
    SortedSet<Permission> permissions(String owner) {
        var all = new TreeSet<Permission>();
        if (allows) {
            actions.forEach(
                    a -> resources.forEach(r -> all.add(new Permission(owner, name, a.written(), r.written()))));
        }
        return all;
    }
}
