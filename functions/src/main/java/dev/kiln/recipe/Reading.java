package dev.kiln.recipe;

import java.util.List;

/** What came of reading the text of a recipe. */
public sealed interface Reading {
    /** A recipe, and where its fields stand. */
    record Good(Recipe recipe, Locations locations) implements Reading {}

    /** Every mistake that was found, in the order of the lines; never empty. */
    record Bad(List<Mistake> mistakes) implements Reading {
        public Bad {
            mistakes = List.copyOf(mistakes);
        }
    }
}
