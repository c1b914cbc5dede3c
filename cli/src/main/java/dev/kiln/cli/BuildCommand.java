package dev.kiln.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** Bakes recipes in the local account or in AWS. */
@Command(
        name = "build",
        mixinStandardHelpOptions = true,
        description = {
            "Bakes a recipe into an image, in the local account or, with --stack, in AWS.",
            "In the local account the state machine and the handlers are those that are deployed; EC2, SSM and Windows are simulated on a virtual clock,"
                    + " and what the recipe's scripts do is taken from expectations.yaml beside the recipe.",
            "The same recipe with the same parent and files is not built twice: the build ends at once with the image that is there."
        },
        footer = {
            "",
            "--json prints objects with these fields, each with its name as event; times are",
            "seconds:",
            "  planned  recipe, parentImageId, buildKey",
            "  state    state, step (of RunStep), succeeded, virtualSeconds, tookSeconds,",
            "           realSeconds",
            "  ended    buildId, status, outcome, imageId, imageName, snapshotIds, tags,",
            "           virtualSeconds, realSeconds; error and cause if it failed",
            "With --stack, seconds stands in place of virtualSeconds.",
            "",
            "Ctrl-C stops a local build; kiln show then lists what it still holds. With",
            "--stack it ends this command alone; the build runs on."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the images are available", "1:a build failed", "2:wrong use, or a recipe with mistakes"})
final class BuildCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private BakingOptions baking;

    @Option(names = "--rebuild", description = "Build even if an image for the same build key exists.")
    private boolean rebuild;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Recipes, which are built one after the other, parents before their children. The first"
                    + " build that does not succeed is the last.")
    private List<Path> files;

    @Override
    public Integer call() {
        return baking.bake(
                Terminal.of(spec),
                files,
                (upload, recipe) ->
                        upload.upload(recipe.recipe().name(), recipe.text(), recipe.payloads(), "kiln build", rebuild));
    }
}
