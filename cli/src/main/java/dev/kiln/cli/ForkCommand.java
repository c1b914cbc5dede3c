package dev.kiln.cli;

import dev.kiln.build.Fork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.List;
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
    private BakingOptions baking;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "STEP",
            description = "The step of the recipe that is done first, or SealBuilder, StopBuilder or CreateImage.")
    private String from;

    @Parameters(index = "0", paramLabel = "BUILD", description = "The id of the build that has ended.")
    private String buildId;

    @Parameters(index = "1", paramLabel = "FILE", description = "The recipe.")
    private Path file;

    @Override
    public Integer call() {
        return baking.bake(
                Terminal.of(spec),
                List.of(file),
                (upload, recipe) -> upload.fork(
                        recipe.recipe().name(),
                        recipe.text(),
                        recipe.payloads(),
                        "kiln fork",
                        new Fork(buildId, from)));
    }
}
