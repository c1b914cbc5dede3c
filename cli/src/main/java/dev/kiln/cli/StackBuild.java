package dev.kiln.cli;

import dev.kiln.aws.RecipeUpload;
import dev.kiln.cli.stack.DeployedStack;

import java.time.Duration;
import java.util.List;

/** Bakes a recipe in a deployment: uploads it, which starts the build there, and looks at it until it ends. */
final class StackBuild {
    private final Terminal terminal;
    private final StackOption.Deployment deployment;
    private final BuildView view;

    StackBuild(Terminal terminal, StackOption.Deployment deployment, boolean json) {
        this.terminal = terminal;
        this.deployment = deployment;
        this.view = json
                ? new JsonView(terminal, false)
                : new TextView(terminal, new BuildPlace.Deployed(deployment.option()));
    }

    /** Builds and answers the exit code. */
    int build(LoadedRecipe recipe, RecipeStart start) {
        view.planned(PlanPreview.of(
                deployment.steps().parents(),
                deployment.records().claims(),
                deployment.stack().settings().subnetIds().size(),
                recipe));
        var upload = new RecipeUpload(
                deployment.clients().pipeline().s3(), deployment.stack().recipeBucket());
        String buildId = start.start(upload, recipe).executionName();
        return new StackRun(terminal, deployment, view).follow(buildId, 0, waited -> neverAppeared(buildId, waited));
    }

    private List<String> neverAppeared(String buildId, Duration waited) {
        DeployedStack stack = deployment.stack();
        return List.of(
                "The recipe is uploaded, but build " + buildId + " has not begun within " + Durations.spoken(waited)
                        + ".",
                "It may still begin. Where its event can be lost, in this order:",
                "  the bucket tells EventBridge (the answer has EventBridgeConfiguration):",
                "    aws s3api get-bucket-notification-configuration --bucket " + stack.recipeBucket(),
                "  the rule is enabled:",
                "    aws events describe-rule --name " + stack.prefix() + "-recipe-uploaded",
                "  the function that starts builds failed:",
                "    aws logs tail /aws/lambda/" + stack.prefix() + "-StartBuild --since 15m",
                "  the event is in a dead-letter queue: the alarms of the stack " + stack.prefix()
                        + "-operations name it.");
    }
}
