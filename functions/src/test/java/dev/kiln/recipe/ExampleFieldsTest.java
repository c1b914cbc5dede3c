package dev.kiln.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Each field that says what an image is like stands in one of the examples. */
class ExampleFieldsTest {
    private static final Path RECIPES = Path.of("..", "recipes");
    private static final List<String> PARTS = List.of("image", "seal", "builder.volumes");

    @Test
    void everyFieldOfAnImage_standsInAnExample() throws IOException {
        assertThat(used()).containsAll(ofSchema());
    }

    @Test
    void fieldsOfAnImage_areFoundInTheSchema() throws IOException {
        assertThat(ofSchema())
                .contains(
                        "image.fastLaunch.launchTemplate.id",
                        "image.volumes[].snapshot",
                        "builder.volumes[].leftOut",
                        "seal.answers.uiLanguage");
    }

    private static Set<String> ofSchema() throws IOException {
        var schema = PipelineJson.tree(Files.readString(RECIPES.resolve("recipe.schema.json")));
        var paths = new TreeSet<String>();
        collect(schema, schema, "", paths);
        paths.removeIf(path -> PARTS.stream().noneMatch(path::startsWith));
        return paths;
    }

    private static void collect(JsonNode schema, JsonNode node, String path, Set<String> paths) {
        if (node.has("$ref")) {
            collect(schema, schema.at(node.path("$ref").asText().substring(1)), path, paths);
        }
        if (node.has("items")) {
            collect(schema, node.path("items"), path + "[]", paths);
        }
        node.path("properties").properties().forEach(field -> {
            String inside = inside(path, field.getKey());
            paths.add(inside);
            collect(schema, field.getValue(), inside, paths);
        });
    }

    private static Set<String> used() throws IOException {
        var paths = new TreeSet<String>();
        try (Stream<Path> folders = Files.list(RECIPES)) {
            for (Path recipe : folders.map(folder -> folder.resolve("recipe.yaml"))
                    .filter(Files::exists)
                    .toList()) {
                collect(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(recipe)), "", paths);
            }
        }
        return paths;
    }

    private static void collect(Object value, String path, Set<String> paths) {
        switch (value) {
            case Map<?, ?> fields ->
                fields.forEach((name, inside) -> {
                    paths.add(inside(path, String.valueOf(name)));
                    collect(inside, inside(path, String.valueOf(name)), paths);
                });
            case List<?> items -> items.forEach(item -> collect(item, path + "[]", paths));
            default -> paths.add(path);
        }
    }

    private static String inside(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
