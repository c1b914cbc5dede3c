package dev.kiln.local.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.deployment.Deployment;
import dev.kiln.local.template.Templates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The synthesised templates, with something taken out of them. */
final class ChangedTemplates {
    private static final List<String> STACKS = List.of("kiln-network", "kiln-state", "kiln-pipeline");

    private final TreeMap<String, JsonNode> byStack = new TreeMap<>();

    ChangedTemplates() {
        STACKS.forEach(stack -> byStack.put(stack, read("/templates/" + stack + ".template.json")));
    }

    private static JsonNode read(String file) {
        try (var in = ChangedTemplates.class.getResourceAsStream(file)) {
            return PipelineJson.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes a statement out of a policy.
     *
     * @param policy the beginning of its logical id
     * @param statement says which one
     */
    ChangedTemplates withoutStatement(String policy, Predicate<JsonNode> statement) {
        int before = statements(policy).size();
        var kept = PipelineJson.MAPPER.createArrayNode();
        statements(policy).forEach(s -> {
            if (!statement.test(s)) {
                kept.add(s);
            }
        });
        if (kept.size() != before - 1) {
            throw new AssertionError((before - kept.size()) + " statements of " + policy + " are meant");
        }
        statements(policy).removeAll().addAll(kept);
        return this;
    }

    private ArrayNode statements(String policy) {
        return (ArrayNode) pipeline().properties().stream()
                .filter(r -> r.getKey().startsWith(policy)
                        && r.getValue().at("/Properties/PolicyDocument").isObject())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no policy " + policy))
                .getValue()
                .at("/Properties/PolicyDocument/Statement");
    }

    /** Takes out all resources of a type whose logical id begins so. */
    ChangedTemplates without(String type, String id) {
        var meant = pipeline().properties().stream()
                .filter(r -> r.getKey().startsWith(id)
                        && r.getValue().path("Type").asText().equals(type))
                .map(r -> r.getKey())
                .toList();
        if (meant.isEmpty()) {
            throw new AssertionError("no " + type + " " + id);
        }
        pipeline().remove(meant);
        return this;
    }

    private ObjectNode pipeline() {
        return (ObjectNode) byStack.get("kiln-pipeline").path("Resources");
    }

    Deployment deployment() {
        return Deployment.of(Templates.of(byStack));
    }
}
