package dev.kiln.recipe;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Names of steps, names of checks, and the places of a step's files are there once. */
final class OnceRule implements Rule {
    @Override
    public Stream<Mistake> mistakes(Value recipe) {
        var steps = items(recipe.get("steps"));
        var checks = items(recipe.get("verify"));
        return Stream.concat(
                Stream.concat(
                        Stream.concat(again(steps, "name", "step"), again(checks, "name", "check")),
                        again(users(steps), "name", "user")),
                steps.stream().flatMap(step -> again(items(step.get("files")), "destination", "file")));
    }

    private static List<Value> users(List<Value> steps) {
        return steps.stream().flatMap(step -> items(step.get("users")).stream()).toList();
    }

    private static Stream<Mistake> again(List<Value> items, String key, String noun) {
        // Windows takes upper and lower case of a path for the same; names have no upper case.
        var seen = new HashSet<String>();
        return items.stream()
                .flatMap(item -> item.get(key).stream())
                .filter(value -> value.text()
                        .map(text -> !seen.add(text.toLowerCase(Locale.ROOT)))
                        .orElse(false))
                .map(value -> value.mistake(
                        "Another " + noun + " before this one has the " + key + " "
                                + Wording.quoted(value.text().orElse("")) + ".",
                        "Give every " + noun + " a " + key + " of its own."));
    }

    private static List<Value> items(Optional<Value> list) {
        return list.map(Value::items).orElse(List.of());
    }
}
