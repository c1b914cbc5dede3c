package dev.kiln.local.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.local.iam.ManagedPolicies;
import dev.kiln.local.iam.PolicyDocument;
import dev.kiln.local.iam.ResourcePolicy;
import dev.kiln.local.iam.Role;
import dev.kiln.local.template.Resource;
import dev.kiln.local.template.Templates;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The roles of the templates with all policies that are attached to them. */
final class RoleReader {
    private final Templates templates;

    RoleReader(Templates templates) {
        this.templates = templates;
    }

    SortedMap<String, Role> byArn() {
        var roles = new TreeMap<String, Role>();
        templates.ofType("AWS::IAM::Role").forEach(role -> roles.put(role.arn(), read(role)));
        return roles;
    }

    private Role read(Resource role) {
        var trust = PolicyDocument.read(role + ", trust", role.required("AssumeRolePolicyDocument"));
        return new Role(role.ref(), role.arn(), new ResourcePolicy(role.ref(), List.of(trust)), policies(role));
    }

    private List<PolicyDocument> policies(Resource role) {
        var policies = new ArrayList<PolicyDocument>();
        role.list("ManagedPolicyArns").forEach(arn -> policies.add(ManagedPolicies.named(arn.asText())));
        role.list("Policies").forEach(p -> policies.add(policy(role, p)));
        Stream.of("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")
                .flatMap(type -> templates.ofType(type).stream())
                .filter(p -> p.list("Roles").stream().anyMatch(r -> r.asText().equals(role.ref())))
                .forEach(p -> policies.add(PolicyDocument.read(p.toString(), p.required("PolicyDocument"))));
        return policies;
    }

    private static PolicyDocument policy(Resource role, JsonNode inline) {
        String name = role + ", " + inline.path("PolicyName").asText();
        return PolicyDocument.read(name, inline.required("PolicyDocument"));
    }
}
