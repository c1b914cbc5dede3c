package dev.kiln.event;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The key of a recipe's object: {@code recipes/NAME/recipe.yaml}.
 *
 * @param name of the recipe, 1 to 40 of a-z, 0-9 and -
 */
public record RecipeKey(String name) {
    /** What the keys of all recipes and their files begin with. */
    public static final String PREFIX = "recipes/";

    private static final Pattern KEY = Pattern.compile(PREFIX + "([a-z0-9-]{1,40})/recipe\\.yaml");

    /** Reads a key; empty if it is not that of a recipe. */
    public static Optional<RecipeKey> of(String key) {
        var matcher = KEY.matcher(key);
        return matcher.matches() ? Optional.of(new RecipeKey(matcher.group(1))) : Optional.empty();
    }

    /** The whole key. */
    public String key() {
        return PREFIX + name + "/recipe.yaml";
    }
}
