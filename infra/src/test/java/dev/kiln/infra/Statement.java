package dev.kiln.infra;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.infra.naming.Handler;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A statement of an identity's policy.
 *
 * @param role the logical id of the role that holds it
 * @param condition as in the template
 */
record Statement(String role, List<String> actions, List<String> resources, JsonNode condition) {
    /** All statements of the roles of a template. */
    static List<Statement> of(Template template) {
        var statements = new ArrayList<Statement>();
        // The CDK puts what does not fit into the policies within a role into a managed one.
        Stream.of("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")
                .flatMap(template::properties)
                .forEach(policy -> {
                    String role = policy.path("Roles").path(0).path("Ref").asText();
                    policy.path("PolicyDocument").path("Statement").forEach(s -> statements.add(of(role, s)));
                });
        return statements;
    }

    private static Statement of(String role, JsonNode statement) {
        if (!statement.path("Effect").asText().equals("Allow")) {
            throw new AssertionError("a role is denied something: " + statement);
        }
        return new Statement(
                role, texts(statement.path("Action")), texts(statement.path("Resource")), statement.path("Condition"));
    }

    private static List<String> texts(JsonNode value) {
        var values = new ArrayList<JsonNode>();
        if (value.isArray()) {
            value.forEach(values::add);
        } else {
            values.add(value);
        }
        return values.stream().map(Template::rendered).toList();
    }

    /** The statements of a handler's role. */
    static Stream<Statement> of(Template template, Handler handler) {
        return of(template).stream().filter(s -> s.role().startsWith("Functions" + handler.label() + "Role"));
    }

    boolean allows(String action) {
        return actions.contains(action);
    }
}
