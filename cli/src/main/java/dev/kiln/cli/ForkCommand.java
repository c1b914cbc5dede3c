package dev.kiln.cli;

import dev.kiln.build.Fork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Goes on with the builder of a build that has ended, with a recipe whose later part was edited. */
@Command(
        name = "fork",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a new build that goes on with the builder of one that has ended, with today's state machine and a recipe whose later part was edited.",
            "What was done before the fork must be the same in the recipe, and nothing after it may have been done on the builder; else the new build fails before anything is changed."
        })
final class ForkCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private AccountOption account;

    @Mixin
    private StackOption stack;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "STEP",
            description = "The step of the recipe that is done first, or SealBuilder, StopBuilder or CreateImage.")
    private String from;

    @Option(names = "--json", description = "Print one JSON object a line, for machines; as kiln build does.")
    private boolean json;

    @Parameters(index = "0", paramLabel = "BUILD", description = "The id of the build that has ended.")
    private String buildId;

    @Parameters(index = "1", paramLabel = "FILE", description = "The recipe.")
    private Path file;

    @Override
    public Integer call() {
        var terminal = Terminal.of(spec);
        return LoadedRecipe.load(terminal, file)
                .map(recipe -> fork(terminal, recipe))
                .orElse(ExitCode.REFUSED);
    }

    private int fork(Terminal terminal, LoadedRecipe recipe) {
        RecipeStart start = (upload, r) ->
                upload.fork(r.recipe().name(), r.text(), r.payloads(), "kiln fork", new Fork(buildId, from));
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
