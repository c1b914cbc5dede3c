package dev.kiln.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;

/** What the commands that start a build have in common: where it runs, and how it is told. */
final class BakingOptions {
    @Mixin
    private AccountOption account;

    @Mixin
    private StackOption stack;

    @Option(names = "--json", description = "Print one JSON object a line, for machines.")
    private boolean json;

    /** Starts a build of a recipe, follows it to its end, and answers the exit code. */
    int bake(Terminal terminal, Path file, RecipeStart start) {
        return LoadedRecipe.load(terminal, file)
                .map(recipe -> bake(terminal, recipe, start))
                .orElse(ExitCode.REFUSED);
    }

    private int bake(Terminal terminal, LoadedRecipe recipe, RecipeStart start) {
        try (var interruption = Interruption.listen()) {
            return stack.given()
                    ? stack.with(
                            interruption::allows,
                            deployment -> new StackBuild(terminal, deployment, json).build(recipe, start))
                    : account.with(local ->
                            new LocalBuild(terminal, local, account.folder(), json, interruption).build(recipe, start));
        }
    }
}
