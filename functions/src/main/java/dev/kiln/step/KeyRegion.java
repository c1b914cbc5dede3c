package dev.kiln.step;

import dev.kiln.error.InvalidRecipe;
import dev.kiln.recipe.Encryption;
import dev.kiln.recipe.Recipe;

import java.util.Optional;

/** A key encrypts in its own region alone; a key of another one would show only when the image fails. */
final class KeyRegion {
    private KeyRegion() {}

    /**
     * Compares the region of the recipe's key with that of the build, where the key is named by its ARN.
     *
     * @throws InvalidRecipe when they differ
     */
    static void require(Recipe recipe, String executionArn) {
        Optional<String> arn =
                recipe.image().encryption().flatMap(Encryption::kmsKey).filter(k -> k.startsWith("arn:"));
        String here = region(executionArn);
        arn.filter(key -> !region(key).equals(here)).ifPresent(key -> {
            throw new InvalidRecipe(
                    "image.encryption.kmsKey is a key of " + region(key) + ", and the build runs in " + here
                            + ". Volumes and images are encrypted with a key of their own region alone."
                            + " Nothing was started. Name a key of " + here + " and upload the recipe again.");
        });
    }

    private static String region(String arn) {
        var parts = arn.split(":", -1);
        return parts.length > 3 ? parts[3] : "";
    }
}
