package dev.kiln.cli;

import dev.kiln.recipe.Reading;
import dev.kiln.recipe.Recipe;
import dev.kiln.recipe.RecipeFolder;
import dev.kiln.recipe.RecipeReader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A recipe from disk that has no mistakes.
 *
 * @param payloads its files by their path in the recipe
 * @param expectations what the local account pretends that its scripts do, if a file beside the recipe says so
 */
record LoadedRecipe(
        Path file, String text, Recipe recipe, SortedMap<String, Path> payloads, Optional<String> expectations) {
    /** Loads it, or tells every mistake and answers nothing. */
    static Optional<LoadedRecipe> load(Terminal terminal, Path file) {
        var folder = new RecipeFolder(new RecipeReader(InstantSource.system()));
        return switch (folder.read(file)) {
            case Reading.Good good -> Optional.of(loaded(folder, file, good.recipe()));
            case Reading.Bad bad -> {
                RecipeFiles.tell(terminal, file, bad.mistakes());
                terminal.error("Nothing was started.");
                yield Optional.empty();
            }
        };
    }

    private static LoadedRecipe loaded(RecipeFolder folder, Path file, Recipe recipe) {
        try {
            Path expectations = file.resolveSibling("expectations.yaml");
            return new LoadedRecipe(
                    file,
                    Files.readString(file),
                    recipe,
                    folder.payloads(file, recipe),
                    Files.exists(expectations) ? Optional.of(Files.readString(expectations)) : Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
