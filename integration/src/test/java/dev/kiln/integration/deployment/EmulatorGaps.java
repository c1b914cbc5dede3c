package dev.kiln.integration.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Everything in which the templates that are deployed to LocalStack differ from those that the CDK has synthesised.
 * Nothing else may differ, and nothing differs in the product.
 */
public final class EmulatorGaps {
    private static final String FUNCTION = "AWS::Lambda::Function";
    private static final String DEPENDS_ON = "DependsOn";

    /** Types of resources that LocalStack cannot make, and what follows from that. */
    private static final SortedMap<String, String> MISSING = new TreeMap<>();

    static {
        MISSING.put("AWS::CloudWatch::Dashboard", "not among its types; nothing depends on it");
        MISSING.put("AWS::EC2::EIP", "not among its types");
        MISSING.put("AWS::EC2::FlowLog", "not among its types; nothing depends on it");
        MISSING.put("AWS::EC2::NatGateway", "needs an EIP; no packet of a machine is ever sent");
    }

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
        remove(missing(copy), copy.withObject("/Resources"));
        resources(copy).filter(r -> FUNCTION.equals(type(r))).forEach(this::useStandIns);
        return copy;
    }

    /** SSM and EC2 do not do what the pipeline waits for: see {@code docs/testing.md}. */
    private void useStandIns(ObjectNode function) {
        var environment = function.withObject("/Properties/Environment/Variables");
        standIns.forEach(environment::put);
    }

    private static SortedSet<String> missing(ObjectNode template) {
        var ids = new TreeSet<String>();
        template.path("Resources").properties().forEach(resource -> {
            boolean throughNat = resource.getValue().path("Properties").has("NatGatewayId");
            if (throughNat || MISSING.containsKey(type(resource.getValue()))) {
                ids.add(resource.getKey());
            }
        });
        return ids;
    }

    private static void remove(SortedSet<String> ids, ObjectNode resources) {
        resources.remove(ids);
        resources.forEach(resource -> {
            if (resource.path(DEPENDS_ON) instanceof ArrayNode needed) {
                needed.removeIf(id -> ids.contains(id.asText()));
            }
        });
    }

    private static Stream<ObjectNode> resources(ObjectNode template) {
        return template.path("Resources").valueStream().map(ObjectNode.class::cast);
    }

    private static String type(JsonNode resource) {
        return resource.path("Type").asText();
    }
}
