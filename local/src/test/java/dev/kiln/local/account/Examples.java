package dev.kiln.local.account;

import dev.kiln.recipe.Reading;
import dev.kiln.recipe.Recipe;
import dev.kiln.recipe.RecipeFolder;
import dev.kiln.recipe.RecipeReader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/** The recipes that come with Kiln, by name. */
final class Examples {
    private static final Path RECIPES = Path.of("../recipes");

    private Examples() {}

    /** All of them, parents before their children. */
    static List<String> parentsFirst() {
        try (var folders = Files.list(RECIPES)) {
            var ordered = new LinkedHashSet<String>();
            folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .forEach(name -> ordered.addAll(withParents(name)));
            return List.copyOf(ordered);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of them, and before it the recipes whose images it needs. */
    static SequencedSet<String> withParents(String name) {
        var ordered = new LinkedHashSet<String>();
        read(name).parent().ofOurs().ifPresent(parent -> ordered.addAll(withParents(parent)));
        ordered.add(name);
        return ordered;
    }

    static Path file(String name) {
        return RECIPES.resolve(name).resolve("recipe.yaml");
    }

    private static Recipe read(String name) {
        return switch (new RecipeFolder(new RecipeReader(() -> AccountLab.START)).read(file(name))) {
            case Reading.Good good -> good.recipe();
            case Reading.Bad bad -> throw new AssertionError(bad.mistakes().toString());
        };
    }
}
