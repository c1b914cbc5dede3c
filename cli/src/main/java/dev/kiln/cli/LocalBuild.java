package dev.kiln.cli;

import dev.kiln.aws.RecipeUpload;
import dev.kiln.local.account.LocalAccount;

import java.nio.file.Path;

/** Bakes a recipe in the local account, and follows the build to its end. */
final class LocalBuild {
    private final LocalAccount account;
    private final BuildView view;
    private final Interruption interruption;

    LocalBuild(Terminal terminal, LocalAccount account, Path folder, boolean json, Interruption interruption) {
        this.account = account;
        this.view = json ? new JsonView(terminal, true) : new TextView(terminal, new BuildPlace.Local(folder));
        this.interruption = interruption;
    }

    /** Builds and answers the exit code. */
    int build(LoadedRecipe recipe, RecipeStart start) {
        view.planned(PlanPreview.of(
                account.steps().parents(),
                account.records().claims(),
                account.deployment().settings().subnetIds().size(),
                recipe));
        recipe.expectations()
                .ifPresent(expected -> account.nodes().expect(recipe.recipe().name(), expected));
        var upload =
                start.start(new RecipeUpload(account.s3(), account.deployment().recipeBucket()), recipe);
        var end = new BuildFollower(account, view, interruption).follow(upload.executionName());
        view.ended(end);
        return end.succeeded() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
