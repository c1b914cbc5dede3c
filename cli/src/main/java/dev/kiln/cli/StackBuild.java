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
        var place =
                new BuildPlace.Deployed(deployment.option(), deployment.stack().executionArn(""));
        this.view = json ? new JsonView(terminal, false) : new TextView(terminal, place);
    }

    /** Builds and answers the exit code. */
    int build(LoadedRecipe recipe, boolean rebuild) {
        view.planned(PlanPreview.of(
                deployment.steps().parents(), deployment.records().claims(), recipe));
        String buildId = new RecipeUpload(
                        deployment.clients().pipeline().s3(), deployment.stack().recipeBucket())
                .upload(recipe.recipe().name(), recipe.text(), recipe.payloads(), "kiln build", rebuild)
                .executionName();
        return ended(buildId, follower(buildId).follow());
    }

    private StackFollower follower(String buildId) {
        var clients = deployment.clients();
        var reader = new ExecutionReader(
                clients.pipeline().sfn(),
                deployment.records(),
                buildId,
                deployment.stack().executionArn(buildId));
        return new StackFollower(reader, view, deployment.pause(), clients.clock());
    }

    private int ended(String buildId, StackFollower.Outcome outcome) {
        return switch (outcome) {
            case StackFollower.Outcome.Ended ended -> {
                view.ended(ended.end());
                yield ended.end().succeeded() ? ExitCode.DONE : ExitCode.FAILED;
            }
            case StackFollower.Outcome.RunsOn runsOn -> {
                tell(runsOn(buildId));
                yield ExitCode.FAILED;
            }
            case StackFollower.Outcome.NeverAppeared never -> {
                tell(neverAppeared(buildId, never.waited()));
                yield ExitCode.FAILED;
            }
        };
    }

    private void tell(List<String> lines) {
        terminal.clear();
        lines.forEach(terminal::error);
    }

    private List<String> runsOn(String buildId) {
        return List.of(
                "",
                "Build " + buildId + " runs on in AWS. How it goes:",
                "  kiln show " + buildId + deployment.option(),
                "To stop it:",
                "  aws stepfunctions stop-execution --execution-arn "
                        + deployment.stack().executionArn(buildId));
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
