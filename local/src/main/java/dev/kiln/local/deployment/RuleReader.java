package dev.kiln.local.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.template.Resource;
import dev.kiln.local.template.TemplateRefused;
import dev.kiln.local.template.Templates;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules of the templates. Those that are disabled match nothing, and are left out. */
final class RuleReader {
    private static final Set<String> OF_A_TARGET = Set.of("Arn", "DeadLetterConfig", "Id", "RetryPolicy");

    private RuleReader() {}

    static List<RuleSpec> read(Templates templates) {
        return templates.ofType("AWS::Events::Rule").stream()
                .filter(r -> r.find("State").orElse("ENABLED").equals("ENABLED"))
                .map(RuleReader::read)
                .toList();
    }

    private static RuleSpec read(Resource rule) {
        return new RuleSpec(
                rule.ref(),
                rule.arn(),
                PipelineJson.write(rule.required("EventPattern")),
                rule.list("Targets").stream().map(t -> target(rule, t)).toList());
    }

    /**
     * How often EventBridge tries again is read and has no effect: here a function takes every event that it may be
     * given, and what may not be given is not tried again.
     */
    private static TargetSpec target(Resource rule, JsonNode target) {
        target.fieldNames().forEachRemaining(name -> {
            if (!OF_A_TARGET.contains(name)) {
                throw new TemplateRefused(rule + ": " + name + " of a target is not known");
            }
        });
        String queue = target.path("DeadLetterConfig").path("Arn").asText("");
        return new TargetSpec(
                target.required("Arn").asText(), Optional.of(queue).filter(q -> !q.isEmpty()));
    }
}
