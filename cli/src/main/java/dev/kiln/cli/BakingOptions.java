package dev.kiln.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** What the commands that start a build have in common: where it runs, and how it is told. */
final class BakingOptions {
    @Mixin
    private AccountOption account;

    @Mixin
    private StackOption stack;

    @Option(names = "--json", description = "Print one JSON object a line, for machines.")
    private boolean json;

    /**
     * Builds recipes one after the other, parents before their children, follows each build to its end, and answers the
     * exit code. The first build that does not succeed is the last.
     */
    int bake(Terminal terminal, List<Path> files, RecipeStart start) {
        return LoadedRecipe.load(terminal, files)
                .map(ParentsFirst::of)
                .map(recipes -> bakeAll(terminal, recipes, start))
                .orElse(ExitCode.REFUSED);
    }

    private int bakeAll(Terminal terminal, List<LoadedRecipe> recipes, RecipeStart start) {
        try (var interruption = Interruption.listen()) {
            return stack.given()
                    ? stack.with(
                            interruption::allows,
                            deployment -> oneByOne(
                                    terminal,
                                    recipes,
                                    recipe -> new StackBuild(terminal, deployment, json).build(recipe, start)))
                    : account.with(local -> oneByOne(
                            terminal,
                            recipes,
                            recipe -> new LocalBuild(terminal, local, account.folder(), json, interruption)
                                    .build(recipe, start)));
        }
    }

    private int oneByOne(Terminal terminal, List<LoadedRecipe> recipes, ToIntFunction<LoadedRecipe> build) {
        for (int i = 0; i < recipes.size(); i++) {
            if (i > 0 && !json) {
                terminal.line("");
            }
            int code = build.applyAsInt(recipes.get(i));
            if (code != ExitCode.DONE) {
                tellWhatIsLeft(terminal, recipes.subList(i + 1, recipes.size()));
                return code;
            }
        }
        return ExitCode.DONE;
    }

    private static void tellWhatIsLeft(Terminal terminal, List<LoadedRecipe> left) {
        if (!left.isEmpty()) {
            terminal.error("Not started after that: "
                    + left.stream().map(recipe -> recipe.recipe().name()).collect(Collectors.joining(", ")) + ".");
        }
    }
}
