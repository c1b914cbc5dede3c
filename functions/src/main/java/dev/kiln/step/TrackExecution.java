package dev.kiln.step;

import dev.kiln.event.ExecutionChanged;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.Builds;
import dev.kiln.ledger.FailedBuild;
import dev.kiln.ledger.FailedBuilds;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Resource;
import dev.kiln.metric.Metric;
import dev.kiln.metric.Metrics;

import java.time.Duration;

/** Keeps the record of a build in step with its execution, and tells the builds that have joined it. */
public final class TrackExecution {
    private final Builds builds;
    private final FailedBuilds failed;
    private final Ledger ledger;
    private final Callbacks callbacks;
    private final Metrics metrics;

    public TrackExecution(Builds builds, FailedBuilds failed, Ledger ledger, Callbacks callbacks, Metrics metrics) {
        this.builds = builds;
        this.failed = failed;
        this.ledger = ledger;
        this.callbacks = callbacks;
        this.metrics = metrics;
    }

    /** Takes note of an event; one that comes twice or late changes nothing. */
    public void changed(ExecutionChanged event) {
        boolean news = builds.changed(
                event.name(),
                new BuildRecord.Status(
                        event.status(), event.redriveCount(), event.stopped(), event.error(), event.cause()));
        builds.of(event.name()).ifPresent(build -> settle(build, news));
        if (!event.running()) {
            callbacks.ended(event.name(), event.redriveCount());
            callbacks.noticed(event.executionArn());
        }
    }

    /** By the record that stands, whichever event this was: an invocation may have died before it got here. */
    private void settle(BuildRecord build, boolean news) {
        if (build.failed()) {
            failed.list(new FailedBuild(
                    build.buildId(), build.recipe(), build.endedAt().orElse(build.startedAt())));
        } else {
            failed.strike(build.buildId());
        }
        if (news && build.succeeded()) {
            measure(build);
        }
    }

    private void measure(BuildRecord build) {
        build.endedAt()
                .filter(end -> build.outcome().filter(BuildRecord.BUILT::equals).isPresent())
                .ifPresent(end -> metrics.put(
                        Metric.BUILD_DURATION,
                        Duration.between(build.startedAt(), end).toSeconds(),
                        build.recipe()));
        metrics.put(
                Metric.RESOURCES_OUTSTANDING,
                ledger.resources(build.buildId()).stream()
                        .filter(r -> r.state() == Resource.State.OPEN && MachineLaunch.isMachine(r))
                        .count());
    }
}
