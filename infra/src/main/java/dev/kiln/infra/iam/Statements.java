package dev.kiln.infra.iam;

import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The form of policy statements. */
final class Statements {
    private Statements() {}

    static PolicyStatement allow(String sid, List<String> actions, List<String> resources) {
        return PolicyStatement.Builder.create()
                .sid(sid)
                .effect(Effect.ALLOW)
                .actions(actions)
                .resources(resources)
                .build();
    }

    /**
     * The same permissions in fewer statements: those that differ in their actions alone become one. A role has room
     * for 10,240 characters of them (IAM user guide, "IAM and AWS STS quotas").
     */
    static List<PolicyStatement> joined(List<PolicyStatement> statements) {
        var byScope = new LinkedHashMap<Scope, List<PolicyStatement>>();
        statements.forEach(s ->
                byScope.computeIfAbsent(Scope.of(s), scope -> new ArrayList<>()).add(s));
        return byScope.entrySet().stream()
                .map(e -> allow(
                        e.getValue().stream()
                                .map(PolicyStatement::getSid)
                                .distinct()
                                .collect(Collectors.joining()),
                        e.getValue().stream()
                                .flatMap(s -> s.getActions().stream())
                                .distinct()
                                .toList(),
                        e.getKey().resources(),
                        e.getKey().conditions()))
                .toList();
    }

    /** What a statement is about. */
    private record Scope(List<String> resources, Map<String, Map<String, Object>> conditions) {
        @SuppressWarnings("unchecked") // The CDK declares conditions as objects; each is a map.
        static Scope of(PolicyStatement statement) {
            return new Scope(statement.getResources(), (Map<String, Map<String, Object>>)
                    (Map<String, ?>) ((Map<String, Object>) statement.getConditions()));
        }
    }

    static PolicyStatement allow(
            String sid, List<String> actions, List<String> resources, Map<String, Map<String, Object>> conditions) {
        var statement = allow(sid, actions, resources);
        new TreeMap<>(conditions).forEach(statement::addCondition);
        return statement;
    }
}
