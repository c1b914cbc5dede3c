package dev.kiln.guest;

import dev.kiln.recipe.Check;
import dev.kiln.recipe.Reading;
import dev.kiln.recipe.Recipe;
import dev.kiln.recipe.RecipeReader;
import dev.kiln.recipe.Step;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The PowerShell of the example recipes is such that Windows PowerShell 5.1 takes it. */
class ExampleScriptsTest {
    private static final Path RECIPES = Path.of("..", "recipes");

    static List<Path> scripts() throws IOException {
        return files(".ps1");
    }

    static List<Path> recipes() throws IOException {
        return files("recipe.yaml");
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void scriptBesideARecipe_hasNoMistake(Path script) throws IOException {
        assertThat(PowerShellSyntax.mistake(Files.readString(script))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void scriptsInARecipe_haveNoMistake(Path recipe) throws IOException {
        assertThat(inline(recipe(recipe)))
                .allSatisfy(
                        script -> assertThat(PowerShellSyntax.mistake(script)).isEmpty());
    }

    private static Stream<String> inline(Recipe recipe) {
        return Stream.concat(
                recipe.steps().stream()
                        .filter(Step.PowerShell.class::isInstance)
                        .map(step -> ((Step.PowerShell) step).script()),
                recipe.verify().stream().map(Check::script));
    }

    private static Recipe recipe(Path file) throws IOException {
        var reader = new RecipeReader(() -> Instant.parse("2026-11-25T12:00:00Z"));
        return switch (reader.read(Files.readString(file))) {
            case Reading.Good good -> good.recipe();
            case Reading.Bad bad -> throw new AssertionError(bad.mistakes());
        };
    }

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(RECIPES)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
