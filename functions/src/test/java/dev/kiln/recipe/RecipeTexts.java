package dev.kiln.recipe;

import java.time.Instant;
import java.util.List;

/** Recipes for tests, read on the day of 25 November 2026. */
final class RecipeTexts {
    static final RecipeReader READER = new RecipeReader(() -> Instant.parse("2026-11-25T12:00:00Z"));

    /** The shortest recipe, two lines long: what a test adds begins in line 3. */
    static final String SHORTEST = """
            name: web
            parent: {ami: ami-0123456789abcdef0}
            """;

    private RecipeTexts() {}

    /** The mistakes of the shortest recipe with more lines, as a person sees them. */
    static List<String> mistakesWith(String lines) {
        return mistakes(SHORTEST + lines);
    }

    /** The mistakes of a text, as a person sees them, without the file's name. */
    static List<String> mistakes(String text) {
        return mistakes(READER.read(text));
    }

    static List<String> mistakes(Reading reading) {
        return switch (reading) {
            case Reading.Good good -> List.of();
            case Reading.Bad bad ->
                bad.mistakes().stream().map(m -> m.in("").substring(1)).toList();
        };
    }

    static Recipe recipe(String text) {
        return switch (READER.read(text)) {
            case Reading.Good good -> good.recipe();
            case Reading.Bad bad -> throw new AssertionError(mistakes(bad));
        };
    }

    static Recipe recipeWith(String lines) {
        return recipe(SHORTEST + lines);
    }
}
