package dev.kiln.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The order in which recipes are built that are given together: as they are given, but parents before their children.
 */
final class ParentsFirst {
    private final List<LoadedRecipe> given;
    private final List<LoadedRecipe> ordered = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();

    private ParentsFirst(List<LoadedRecipe> given) {
        this.given = given;
    }

    static List<LoadedRecipe> of(List<LoadedRecipe> given) {
        var order = new ParentsFirst(given);
        given.forEach(order::add);
        return List.copyOf(order.ordered);
    }

    private void add(LoadedRecipe recipe) {
        // What is seen is not followed again, so recipes that are parents of each other come to an end, too.
        if (seen.add(recipe.file())) {
            recipe.recipe().parent().ofOurs().ifPresent(this::addNamed);
            ordered.add(recipe);
        }
    }

    private void addNamed(String name) {
        given.stream().filter(other -> other.recipe().name().equals(name)).forEach(this::add);
    }
}
