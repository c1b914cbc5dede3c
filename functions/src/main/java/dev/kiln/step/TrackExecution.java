package dev.kiln.step;

import dev.kiln.event.ExecutionChanged;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.Builds;
import dev.kiln.ledger.FailedBuild;
import dev.kiln.ledger.FailedBuilds;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Resource;
import dev.kiln.ledger.Watches;
import dev.kiln.metric.Metric;
import dev.kiln.metric.Metrics;

import java.time.Duration;
import java.time.InstantSource;

/** Keeps the record of a build in step with its execution, and tells the builds that have joined it. */
public final class TrackExecution {
    private static final int MOST_FAILED = 100;

    private final Builds builds;
    private final FailedBuilds failed;
    private final Ledger ledger;
    private final Callbacks callbacks;
    private final Watches watches;
    private final Resumption resumption;
    private final Park park;
    private final Metrics metrics;
    private final InstantSource clock;

    TrackExecution(
            Builds builds,
            FailedBuilds failed,
            Ledger ledger,
            Watches watches,
            Callbacks callbacks,
            Resumption resumption,
            Park park,
            Metrics metrics,
            InstantSource clock) {
        this.builds = builds;
        this.failed = failed;
        this.ledger = ledger;
        this.watches = watches;
        this.callbacks = callbacks;
        this.resumption = resumption;
        this.park = park;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Takes note of an event; one that comes twice or late changes nothing. */
    public void changed(ExecutionChanged event) {
        boolean news = builds.changed(
                event.name(),
                new BuildRecord.Status(
                        event.status(), event.redriveCount(), event.stopped(), event.error(), event.cause()));
        if (!event.running()) {
            callbacks.ended(event.name(), event.redriveCount());
            callbacks.noticed(event.executionArn());
        }
        builds.of(event.name()).ifPresent(build -> settle(build, news));
    }

    /** By the record that stands, whichever event this was: an invocation may have died before it got here. */
    private void settle(BuildRecord build, boolean news) {
        if (build.running()) {
            resumption.runs(build, clock.instant());
            return;
        }
        if (build.failed()) {
            failed.list(new FailedBuild(
                    build.buildId(), build.recipe(), build.endedAt().orElse(build.startedAt())));
            park.park(build);
        } else {
            supersede(build);
        }
        // Last, so that it is looked at again when this came to an end halfway.
        watches.end(build.buildId());
        if (news && build.succeeded()) {
            measure(build);
        }
    }

    /** Nobody needs to redrive what failed of the same recipe before this build began. */
    private void supersede(BuildRecord build) {
        failed.strike(build.buildId());
        if (build.outcome().filter(BuildRecord.BUILT::equals).isPresent()) {
            failed.redrivable(clock.instant(), MOST_FAILED).stream()
                    .filter(other -> other.recipe().equals(build.recipe()))
                    .filter(other -> other.endedAt().isBefore(build.startedAt()))
                    .forEach(other -> failed.strike(other.buildId()));
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
