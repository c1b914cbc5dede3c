package dev.kiln.cli;

import dev.kiln.local.windows.Expectations;
import dev.kiln.local.windows.InvalidExpectations;
import dev.kiln.recipe.Check;
import dev.kiln.recipe.Reading;
import dev.kiln.recipe.Recipe;
import dev.kiln.recipe.RecipeFolder;
import dev.kiln.recipe.RecipeReader;
import dev.kiln.recipe.Step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * A recipe from disk that has no mistakes.
 *
 * @param payloads its files by their path in the recipe
 * @param expectations what the local account pretends that its scripts do, if a file beside the recipe says so
 */
record LoadedRecipe(
        Path file, String text, Recipe recipe, SortedMap<String, Path> payloads, Optional<Expectations> expectations) {
    /** Loads it, or tells every mistake in it and in its expectations and answers nothing. */
    static Optional<LoadedRecipe> load(Terminal terminal, Path file) {
        return load(terminal, List.of(file)).map(List::getFirst);
    }

    /** Loads all of them, or tells every mistake in any of them and answers nothing. */
    static Optional<List<LoadedRecipe>> load(Terminal terminal, List<Path> files) {
        var loaded = files.stream().map(file -> loaded(terminal, file)).toList();
        if (loaded.stream().anyMatch(Optional::isEmpty)) {
            terminal.error("Nothing was started.");
            return Optional.empty();
        }
        return Optional.of(loaded.stream().flatMap(Optional::stream).toList());
    }

    private static Optional<LoadedRecipe> loaded(Terminal terminal, Path file) {
        var folder = new RecipeFolder(new RecipeReader(InstantSource.system()));
        return switch (folder.read(file)) {
            case Reading.Good good -> loaded(terminal, folder, file, good.recipe());
            case Reading.Bad bad -> {
                RecipeFiles.tell(terminal, file, bad.mistakes());
                yield Optional.empty();
            }
        };
    }

    private static Optional<LoadedRecipe> loaded(Terminal terminal, RecipeFolder folder, Path file, Recipe recipe) {
        Path expectations = file.resolveSibling("expectations.yaml");
        try {
            return Optional.of(new LoadedRecipe(
                    file,
                    Files.readString(file),
                    recipe,
                    folder.payloads(file, recipe),
                    Files.exists(expectations) ? Optional.of(expectations(expectations, recipe)) : Optional.empty()));
        } catch (InvalidExpectations e) {
            e.getMessage()
                    .lines()
                    .forEach(mistake -> terminal.error(terminal.bold(expectations + ":") + " " + mistake));
            return Optional.empty();
        } catch (IOException e) {
            throw new CommandRefused(file + " or " + expectations + " cannot be read: " + e);
        }
    }

    private static Expectations expectations(Path file, Recipe recipe) throws IOException {
        var expectations = Expectations.read(Files.readString(file));
        known(
                file,
                "step",
                expectations.steps().keySet(),
                recipe.steps().stream().map(Step::name).toList());
        known(
                file,
                "check",
                expectations.verify().keySet(),
                recipe.verify().stream().map(Check::name).toList());
        return expectations;
    }

    /** What is expected of a step that is not there is a misspelt name, and would go unnoticed. */
    private static void known(Path file, String kind, Set<String> expected, List<String> there) {
        for (String name : expected) {
            if (!there.contains(name)) {
                throw new CommandRefused("%s: the recipe has no %s %s; it has %s. Nothing was started."
                        .formatted(file, kind, name, String.join(", ", there)));
            }
        }
    }
}
