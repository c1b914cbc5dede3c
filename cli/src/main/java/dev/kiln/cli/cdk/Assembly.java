package dev.kiln.cli.cdk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a synthesis has written (CDK developer guide, "Cloud assembly").
 *
 * @param folder of the templates
 */
public record Assembly(Path folder) {
    private static final String RETAIN = "Retain";
    private static final List<String> NAMES = List.of("TableName", "BucketName", "LogGroupName", "Description");

    /** A stack of it, and whether it is protected from being deleted. */
    public record Stack(String name, boolean isProtected, Path template) {}

    /** The stacks in the order in which the CDK lists them. */
    public List<Stack> stacks() {
        var stacks = new ArrayList<Stack>();
        read(folder.resolve("manifest.json")).path("artifacts").properties().forEach(artifact -> {
            var properties = artifact.getValue().path("properties");
            if ("aws:cloudformation:stack"
                    .equals(artifact.getValue().path("type").asText())) {
                stacks.add(new Stack(
                        artifact.getKey(),
                        properties.path("terminationProtection").asBoolean(),
                        folder.resolve(properties.path("templateFile").asText())));
            }
        });
        return stacks;
    }

    /** The prefix of the deployment, from the name of its stack. */
    public String prefix() {
        String end = "-pipeline";
        return stacks().stream()
                .map(Stack::name)
                .filter(name -> name.endsWith(end))
                .findFirst()
                .map(name -> name.substring(0, name.length() - end.length()))
                .orElseThrow(() -> new IllegalStateException("no stack of " + folder + " is a pipeline"));
    }

    /** What a stack keeps when it is deleted, for example {@code AWS::S3::Bucket kiln-recipes-ACCOUNT-REGION}. */
    public List<String> retained(Stack stack) {
        var retained = new ArrayList<String>();
        for (Iterator<JsonNode> all = read(stack.template()).path("Resources").elements(); all.hasNext(); ) {
            var resource = all.next();
            if (RETAIN.equals(resource.path("DeletionPolicy").asText())) {
                retained.add(resource.path("Type").asText() + name(resource.path("Properties")));
            }
        }
        return retained;
    }

    private static String name(JsonNode properties) {
        return NAMES.stream()
                .filter(properties::has)
                .findFirst()
                .map(name -> " " + text(properties.path(name)))
                .orElse("");
    }

    /** A value in words: account and region are known only when it is deployed. */
    private static String text(JsonNode value) {
        if (value.isTextual()) {
            return value.asText();
        }
        if (value.has("Ref")) {
            return switch (value.path("Ref").asText()) {
                case "AWS::AccountId" -> "ACCOUNT";
                case "AWS::Region" -> "REGION";
                default -> value.path("Ref").asText();
            };
        }
        var parts = new ArrayList<JsonNode>();
        value.at("/Fn::Join/1").forEach(parts::add);
        return parts.stream().map(Assembly::text).collect(Collectors.joining());
    }

    private static JsonNode read(Path file) {
        try {
            return PipelineJson.tree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there is one. */
    Optional<Assembly> existing() {
        return Files.exists(folder.resolve("manifest.json")) ? Optional.of(this) : Optional.empty();
    }
}
