package dev.kiln.integration.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Everything in which the templates that are deployed to LocalStack differ from those that the CDK has synthesised.
 * Nothing else may differ, and nothing differs in the product.
 */
public final class EmulatorGaps {
    private static final String FUNCTION = "AWS::Lambda::Function";

    private final SortedMap<String, String> standIns;

    /**
     * The gaps.
     *
     * @param standIns environment variables that send the functions' calls to what stands in for a service
     */
    public EmulatorGaps(SortedMap<String, String> standIns) {
        this.standIns = new TreeMap<>(standIns);
    }

    /** A copy of a template for LocalStack. */
    public ObjectNode apply(ObjectNode template) {
        var copy = template.deepCopy();
        resources(copy, FUNCTION).forEach(this::useStandIns);
        return copy;
    }

    /** SSM and EC2 do not do what the pipeline waits for: see {@code docs/testing.md}. */
    private void useStandIns(ObjectNode function) {
        var environment = function.withObject("/Properties/Environment/Variables");
        standIns.forEach(environment::put);
    }

    private static Stream<ObjectNode> resources(ObjectNode template, String type) {
        return template.path("Resources")
                .valueStream()
                .filter(resource -> type.equals(resource.path("Type").asText()))
                .filter(JsonNode::isObject)
                .map(ObjectNode.class::cast);
    }
}
