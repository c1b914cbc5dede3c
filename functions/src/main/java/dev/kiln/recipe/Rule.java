package dev.kiln.recipe;

import java.util.stream.Stream;

/**
 * What a schema cannot say about a recipe. A rule looks at the text as it is, mistakes included, so that everything
 * comes to light at once; what the schema finds it leaves alone.
 */
interface Rule {
    Stream<Mistake> mistakes(Value recipe);
}
