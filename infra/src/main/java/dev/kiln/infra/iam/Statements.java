package dev.kiln.infra.iam;

import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

    static PolicyStatement allow(
            String sid, List<String> actions, List<String> resources, Map<String, Map<String, Object>> conditions) {
        var statement = allow(sid, actions, resources);
        new TreeMap<>(conditions).forEach(statement::addCondition);
        return statement;
    }
}
