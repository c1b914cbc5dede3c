package dev.kiln.recipe;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The recipes that come with Kiln are without mistakes, and so is what the local account is told about them. */
class ExampleRecipesTest {
    private static final Path RECIPES = Path.of("..", "recipes");

    private static final Set<String> EXPECTATIONS = Set.of(
            "takes",
            "output",
            "stderr",
            "exitCode",
            "times",
            "hangs",
            "installs",
            "profiles",
            "userAppx",
            "pendingReboot",
            "busyInstaller");

    static List<Path> folders() throws IOException {
        try (Stream<Path> files = Files.list(RECIPES)) {
            return files.filter(Files::isDirectory).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void example_isReadWithoutAMistake(Path folder) {
        var reading = new RecipeFolder(RecipeTexts.READER).read(folder.resolve("recipe.yaml"));

        assertThat(RecipeTexts.mistakes(reading)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void example_isNamedAsItsFolder_andTellsEditorsItsSchema(Path folder) throws IOException {
        String text = Files.readString(folder.resolve("recipe.yaml"));

        assertThat(text).startsWith("# yaml-language-server: $schema=../recipe.schema.json\n");
        assertThat(RecipeTexts.recipe(text).name())
                .isEqualTo(folder.getFileName().toString());
    }

    @ParameterizedTest
    @MethodSource("folders")
    void expectations_nameStepsAndChecksOfTheRecipe(Path folder) throws IOException {
        var recipe = RecipeTexts.recipe(Files.readString(folder.resolve("recipe.yaml")));
        var expectations = yaml(folder.resolve("expectations.yaml"));

        assertThat(keys(expectations)).isSubsetOf("steps", "verify", "seal");
        assertThat(recipe.steps()).extracting(Step::name).containsAll(names(expectations, "steps"));
        assertThat(recipe.verify()).extracting(Check::name).containsAll(names(expectations, "verify"));
        assertThat(words(expectations)).isSubsetOf(EXPECTATIONS);
    }

    private static Map<?, ?> yaml(Path file) throws IOException {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    }

    private static Set<String> names(Map<?, ?> expectations, String list) {
        return expectations.get(list) instanceof Map<?, ?> named ? keys(named) : Set.of();
    }

    private static Set<String> keys(Map<?, ?> map) {
        return map.keySet().stream().map(String::valueOf).collect(Collectors.toSet());
    }

    private static Set<String> words(Map<?, ?> expectations) {
        return Stream.of("steps", "verify")
                .flatMap(list -> ((Map<?, ?>) expectations.get(list)).values().stream())
                .flatMap(expectation -> keys((Map<?, ?>) expectation).stream())
                .collect(Collectors.toSet());
    }
}
