package dev.kiln.integration.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.json.PipelineJson;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the CDK has synthesised (AWS CDK developer guide, "Cloud assembly"). */
public record CloudAssembly(Path folder) {
    private static final String STACK = "aws:cloudformation:stack";

    /**
     * A stack.
     *
     * @param assets the files that its template names, without the template itself
     */
    public record Stack(String name, ObjectNode template, List<Asset> assets) {
        public Stack {
            assets = List.copyOf(assets);
        }
    }

    /** Where a file must be before the stack is deployed; account and region are filled in. */
    public record Asset(String bucket, String key) {}

    /** The stacks, each after those that it needs. */
    public List<Stack> stacks() {
        JsonNode artifacts = read("manifest.json").path("artifacts");
        Map<String, JsonNode> ordered = new LinkedHashMap<>();
        artifacts.fieldNames().forEachRemaining(id -> add(id, artifacts, ordered));
        return ordered.keySet().stream().map(this::stack).toList();
    }

    private static void add(String id, JsonNode artifacts, Map<String, JsonNode> ordered) {
        var artifact = artifacts.path(id);
        if (artifact.path("type").asText().equals(STACK) && !ordered.containsKey(id)) {
            artifact.path("dependencies").forEach(needed -> add(needed.asText(), artifacts, ordered));
            ordered.put(id, artifact);
        }
    }

    private Stack stack(String name) {
        return new Stack(
                name,
                (ObjectNode) read(name + ".template.json"),
                read(name + ".assets.json")
                        .path("files")
                        .valueStream()
                        .filter(file ->
                                file.path("source").path("packaging").asText().equals("zip"))
                        .flatMap(CloudAssembly::assets)
                        .toList());
    }

    private static Stream<Asset> assets(JsonNode file) {
        return file.path("destinations")
                .valueStream()
                .map(to -> new Asset(
                        placed(to.path("bucketName").asText()),
                        placed(to.path("objectKey").asText())));
    }

    private static String placed(String name) {
        return name.replace("${AWS::AccountId}", Aws.ACCOUNT).replace("${AWS::Region}", Aws.REGION.id());
    }

    private JsonNode read(String file) {
        try {
            return PipelineJson.tree(Files.readString(folder.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
