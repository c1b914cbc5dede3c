package dev.kiln.recipe;

import java.util.List;
import java.util.stream.Stream;

/**
 * What goes to a machine within one command. A document of Systems Manager holds 64 KB with everything in it, and a
 * character may become six when it is escaped.
 */
final class CommandRoomRule implements Rule {
    static final int SCRIPT = 6000;

    /** Less than for a script, because the names and hashes of files go along. */
    static final int PARAMETERS = 4000;

    @Override
    public Stream<Mistake> mistakes(Value recipe) {
        var parameters = items(recipe, "steps")
                .flatMap(step -> step.get("parameters").stream())
                .filter(p -> characters(p) > PARAMETERS)
                .map(p -> p.mistake(
                        "The parameters together have " + characters(p) + " characters.",
                        "At most " + PARAMETERS + " fit into a command; put the rest into a file of the step."));
        return Stream.concat(parameters, checks(recipe));
    }

    private static Stream<Mistake> checks(Value recipe) {
        int sum = items(recipe, "verify")
                .mapToInt(check -> check.text("powershell").orElse("").length())
                .sum();
        boolean oneAlone = items(recipe, "verify")
                .anyMatch(check -> check.text("powershell").orElse("").length() > SCRIPT);
        return sum > SCRIPT && !oneAlone
                ? recipe.get("verify").stream()
                        .map(v -> v.mistake(
                                "The scripts of the checks together have " + sum + " characters.",
                                "At most " + SCRIPT
                                        + " fit into a command; install a longer check with a step, and call it here."))
                : Stream.empty();
    }

    private static int characters(Value parameters) {
        return parameters instanceof Value.Mapping fields
                ? fields.entries().entrySet().stream()
                        .mapToInt(e -> e.getKey().length()
                                + e.getValue().value().text().orElse("").length())
                        .sum()
                : 0;
    }

    private static Stream<Value> items(Value recipe, String list) {
        return recipe.get(list).map(Value::items).orElse(List.of()).stream();
    }
}
