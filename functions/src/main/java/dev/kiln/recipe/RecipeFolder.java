package dev.kiln.recipe;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads recipes on disk together with the files beside them. */
public final class RecipeFolder {
    private final RecipeReader reader;

    public RecipeFolder(RecipeReader reader) {
        this.reader = reader;
    }

    /**
     * Reads a recipe, and checks that the scripts and files that it names are there with the hashes that it names. A
     * recipe that cannot be read at all is one mistake at its first line.
     */
    public Reading read(Path recipeFile) {
        if (Files.isDirectory(recipeFile)) {
            return unreadable(
                    "This is a folder.",
                    "Name the recipe in it, for example " + recipeFile.resolve("recipe.yaml") + ".");
        }
        try {
            return reader.read(Files.readString(recipeFile), new FileRule(folder(recipeFile)));
        } catch (NoSuchFileException e) {
            return unreadable("There is no such file.", "Look at the path.");
        } catch (CharacterCodingException e) {
            return unreadable("The recipe is not UTF-8.", "Save it in that encoding.");
        } catch (IOException e) {
            return unreadable("The recipe cannot be read: " + e.getMessage() + ".", "Look at its permissions.");
        }
    }

    /** Where the files of a recipe lie: their paths as the recipe writes them, and on disk. */
    public SortedMap<String, Path> payloads(Path recipeFile, Recipe recipe) {
        var payloads = new TreeMap<String, Path>();
        Payloads.paths(recipe)
                .forEach(path -> payloads.put(path, folder(recipeFile).resolve(path)));
        return payloads;
    }

    private static Path folder(Path recipeFile) {
        return recipeFile.toAbsolutePath().normalize().getParent();
    }

    private static Reading unreadable(String problem, String mend) {
        return new Reading.Bad(List.of(new Mistake(1, 1, "", problem, mend)));
    }
}
