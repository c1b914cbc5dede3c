package dev.kiln.recipe;

import java.util.ArrayList;
import java.util.stream.Stream;

/** A parent that is a machine already brings its type and its encryption; no recipe is its own parent. */
final class ParentRule implements Rule {
    @Override
    public Stream<Mistake> mistakes(Value recipe) {
        var mistakes = new ArrayList<Mistake>();
        var parent = recipe.get("parent");
        if (parent.flatMap(p -> p.get("instance")).isPresent()) {
            String why = "The parent is a machine that runs already, so this cannot be chosen any more.";
            recipe.get("builder").map(b -> b.mistake(why, "Take it out.")).ifPresent(mistakes::add);
            recipe.get("image")
                    .flatMap(image -> image.get("encryption"))
                    .filter(e -> e.text("by").filter("copy"::equals).isEmpty())
                    .map(e -> e.mistake(
                            "The parent is a machine that runs already, and its volumes are as they are.",
                            "Write by: copy, which encrypts a copy of the image, or take it out."))
                    .ifPresent(mistakes::add);
        }
        parent.flatMap(p -> p.get("recipe"))
                .filter(r -> r.text().isPresent() && r.text().equals(recipe.text("name")))
                .map(r -> r.mistake(
                        "The recipe is its own parent.", "Name another recipe, or begin with ssm, ami or name."))
                .ifPresent(mistakes::add);
        return mistakes.stream();
    }
}
