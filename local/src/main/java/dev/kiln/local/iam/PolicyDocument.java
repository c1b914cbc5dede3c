package dev.kiln.local.iam;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A policy: its statements in their order. */
public final class PolicyDocument {
    /** In an older version {@code ${}} is plain text ("IAM JSON policy elements: Version"). */
    private static final String VERSION = "2012-10-17";

    private static final Set<String> ELEMENTS = Set.of("Version", "Statement");

    private final List<Statement> statements;

    private PolicyDocument(List<Statement> statements) {
        this.statements = List.copyOf(statements);
    }

    /**
     * Reads a policy.
     *
     * @param name names it in messages
     * @param document a policy without intrinsic functions
     * @throws PolicyRefused if it says something that is not known
     */
    public static PolicyDocument read(String name, JsonNode document) {
        document.fieldNames().forEachRemaining(element -> {
            if (!ELEMENTS.contains(element)) {
                throw new PolicyRefused(name + ": the element " + element + " is not known");
            }
        });
        if (!document.path("Version").asText().equals(VERSION)) {
            throw new PolicyRefused(name + ": only version " + VERSION + " is known");
        }
        var statements = new ArrayList<Statement>();
        for (JsonNode statement : document.required("Statement")) {
            statements.add(Statement.read(name, statements.size() + 1, statement));
        }
        return new PolicyDocument(statements);
    }

    List<Statement> statements() {
        return statements;
    }
}
