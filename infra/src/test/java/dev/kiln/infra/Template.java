package dev.kiln.infra;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A synthesised template, read as it goes to CloudFormation.
 *
 * @param text as it lies in the file
 */
record Template(String text, JsonNode json) {
    static final List<String> LIFECYCLES = List.of("network", "state", "pipeline", "operations");

    /** A stack of the default deployment, which the build has synthesised. */
    static Template of(String lifecycle) {
        return in(Path.of("target/cdk.out"), "kiln", lifecycle);
    }

    /** All stacks of the default deployment. */
    static List<Template> all() {
        return LIFECYCLES.stream().map(Template::of).toList();
    }

    /** A stack of some deployment. */
    static Template in(Path folder, String prefix, String lifecycle) {
        try {
            String text = Files.readString(folder.resolve(prefix + "-" + lifecycle + ".template.json"));
            return new Template(text, PipelineJson.read(text, JsonNode.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The resources of a type, by their logical ids. */
    SortedMap<String, JsonNode> resources(String type) {
        return json.path("Resources").properties().stream()
                .filter(r -> r.getValue().path("Type").asText().equals(type))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap<String, JsonNode>::new));
    }

    /** The properties of all resources of a type. */
    Stream<JsonNode> properties(String type) {
        return resources(type).values().stream().map(r -> r.path("Properties"));
    }

    /** The properties of the resource of a type that has this name. */
    JsonNode named(String type, String property, String name) {
        return properties(type)
                .filter(p -> rendered(p.path(property)).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type + " has the " + property + " " + name));
    }

    JsonNode resource(String logicalId) {
        return json.path("Resources").path(logicalId);
    }

    /** What the CloudFormation functions of a value come to, with names for what only AWS knows. */
    static String rendered(JsonNode value) {
        if (value.isValueNode()) {
            return value.asText();
        }
        var function = value.properties().iterator().next();
        JsonNode argument = function.getValue();
        return switch (function.getKey()) {
            case "Ref" -> "${" + argument.asText() + "}";
            case "Fn::GetAtt" ->
                "${" + argument.path(0).asText() + "." + argument.path(1).asText() + "}";
            case "Fn::ImportValue" -> "${" + argument.asText() + "}";
            case "Fn::Join" ->
                Stream.iterate(0, i -> i < argument.path(1).size(), i -> i + 1)
                        .map(i -> rendered(argument.path(1).path(i)))
                        .collect(Collectors.joining(argument.path(0).asText()));
            default -> throw new AssertionError("the tests do not know " + function.getKey());
        };
    }
}
