package dev.kiln.step;

import dev.kiln.aws.Executions;
import dev.kiln.error.JoinedBuildFailed;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.Builds;
import dev.kiln.ledger.Ledger;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Waits for the build that already makes the same image. */
public final class JoinBuild implements CallbackStep {
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

    private final Ledger ledger;
    private final Builds builds;
    private final Executions executions;

    public JoinBuild(Ledger ledger, Builds builds, Executions executions) {
        this.ledger = ledger;
        this.builds = builds;
        this.executions = executions;
    }

    @Override
    public String state() {
        return "JoinBuild";
    }

    @Override
    public Progress advance(StateInput input, Look look) {
        String other =
                input.joined().orElseThrow(() -> new IllegalStateException("JoinBuild was called without joined"));
        BuildRecord build = builds.of(other)
                .orElseThrow(() -> new IllegalStateException("the joined build " + other + " is not in the ledger"));
        ledger.follow(input.buildId(), build.executionArn());
        String status = executions.status(build.executionArn()).orElse("no longer known");
        if (BuildRecord.RUNNING.equals(status)) {
            return new Progress.Waiting(build.executionArn(), LOOK_AGAIN);
        }
        if ("SUCCEEDED".equals(status) && build.imageId().isPresent()) {
            String imageId = build.imageId().get();
            builds.found(input.buildId(), "joined", imageId);
            return new Progress.Done(new TreeMap<>(Map.of("imageId", imageId)));
        }
        throw new JoinedBuildFailed(
                "The build " + other + ", which makes the same image and which this one waited for, is "
                        + status + ". This build holds nothing. To do: redrive " + other
                        + " and then this one, or upload the recipe again to build it anew.");
    }
}
