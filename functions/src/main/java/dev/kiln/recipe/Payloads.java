package dev.kiln.recipe;

import java.util.SortedSet;
import java.util.TreeSet;

/** The files beside a recipe that its steps need. */
public final class Payloads {
    private Payloads() {}

    /** Paths of scripts and of what they need, relative to the recipe's folder, with / between folders. */
    public static SortedSet<String> paths(Recipe recipe) {
        var paths = new TreeSet<String>();
        for (Step step : recipe.steps()) {
            if (step instanceof Step.Script script) {
                paths.add(script.path());
                script.files().forEach(file -> paths.add(file.source()));
            }
        }
        return paths;
    }
}
