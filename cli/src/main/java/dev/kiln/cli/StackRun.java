package dev.kiln.cli;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Looks at a build in a deployment to its end, and says what came of it. */
final class StackRun {
    private final Terminal terminal;
    private final StackOption.Deployment deployment;
    private final BuildView view;

    StackRun(Terminal terminal, StackOption.Deployment deployment, BuildView view) {
        this.terminal = terminal;
        this.deployment = deployment;
        this.view = view;
    }

    /**
     * Follows the build and answers the exit code.
     *
     * @param redrive from which of its redrives on; 0 is its start
     * @param neverAppeared what is said when it has not begun in this time
     */
    int follow(String buildId, int redrive, Function<Duration, List<String>> neverAppeared) {
        return switch (follower(buildId, redrive).follow()) {
            case StackFollower.Outcome.Ended ended -> {
                view.ended(ended.end());
                yield ended.end().succeeded() ? ExitCode.DONE : ExitCode.FAILED;
            }
            case StackFollower.Outcome.RunsOn runsOn -> failed(runsOn(buildId));
            case StackFollower.Outcome.NeverAppeared never -> failed(neverAppeared.apply(never.waited()));
        };
    }

    private StackFollower follower(String buildId, int redrive) {
        var clients = deployment.clients();
        var reader = new ExecutionReader(
                clients.pipeline().sfn(),
                deployment.records(),
                buildId,
                deployment.stack().executionArn(buildId),
                redrive);
        return new StackFollower(reader, view, deployment.pause(), clients.clock());
    }

    private int failed(List<String> lines) {
        terminal.clear();
        lines.forEach(terminal::error);
        return ExitCode.FAILED;
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
}
