package dev.kiln.cli;

import dev.kiln.recipe.Check;
import dev.kiln.recipe.Recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How an image is going to be proven. */
final class ProofPreview {
    private ProofPreview() {}

    /** A line each; {@code subnets} is how many of them the deployment has. */
    static List<String> of(Recipe recipe, int subnets) {
        var lines = new ArrayList<String>();
        lines.add(Stream.concat(Stream.of("boots"), recipe.verify().stream().map(Check::name))
                .collect(Collectors.joining(", ")));
        switch (recipe.seal().method()) {
            case SYSPREP, SHUTDOWN -> {
                if (subnets == 1) {
                    lines.add(
                            "the deployment has one subnet: whether routes are right in another one is not proven, only in the builder's");
                }
            }
            case NONE -> lines.add("in the builder's subnet, where routes that it has kept are right");
        }
        return List.copyOf(lines);
    }
}
