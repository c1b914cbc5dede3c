package dev.kiln.seal;

import dev.kiln.recipe.Recipe;
import dev.kiln.recipe.Step;
import dev.kiln.recipe.User;

import java.util.List;
import java.util.stream.Stream;

/** The users that a recipe makes on the builder, who are to be in the image although Sysprep wants none. */
public final class KeptUsers {
    private KeptUsers() {}

    /** Their names; a seal neither refuses nor removes them. */
    public static List<String> of(Recipe recipe) {
        return recipe.steps().stream().flatMap(KeptUsers::madeBy).toList();
    }

    private static Stream<String> madeBy(Step step) {
        return switch (step) {
            // Whom a script makes only the script knows.
            case Step.PowerShell powerShell -> Stream.empty();
            case Step.Script script -> Stream.empty();
            case Step.Restart restart -> Stream.empty();
            case Step.WindowsUpdate update -> Stream.empty();
            case Step.Users made -> made.users().stream().map(User::name);
        };
    }
}
