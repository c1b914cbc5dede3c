package dev.kiln.local.iam;

import dev.kiln.json.PipelineJson;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Roles with policies that tests write, and what they are told. */
final class Policies {
    static final String ROLE = "arn:aws:iam::123456789012:role/tester";

    final TreeSet<Permission> used = new TreeSet<>();
    final Session session;

    private Policies(PolicyDocument policy) {
        var nobody = new ResourcePolicy("tester", List.of());
        this.session = new Session(new Role("tester", ROLE, nobody, List.of(policy)), "kiln-Test", used::add);
    }

    /** A role whose one policy has these statements. */
    static Policies of(String... statements) {
        return new Policies(document(statements));
    }

    static PolicyDocument document(String... statements) {
        return PolicyDocument.read(
                "policy",
                PipelineJson.tree(
                        "{\"Version\": \"2012-10-17\", \"Statement\": [" + String.join(",", statements) + "]}"));
    }

    /** What the caller is told, if he may not. */
    Optional<String> refusal(String action, String resource, RequestContext context) {
        return session.refusal(new AccessRequest(action, resource, context));
    }

    boolean allows(String action, String resource) {
        return allows(action, resource, RequestContext.empty());
    }

    boolean allows(String action, String resource, RequestContext context) {
        return refusal(action, resource, context).isEmpty();
    }
}
