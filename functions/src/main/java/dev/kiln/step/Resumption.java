package dev.kiln.step;

import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.Builds;
import dev.kiln.ledger.FailedBuilds;
import dev.kiln.ledger.Leases;
import dev.kiln.ledger.Watch;
import dev.kiln.ledger.Watches;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A build runs, or runs again: it is watched, it no longer waits for an operator, and nobody stops its machines any
 * more. Told by the event of the execution, or by the first state of a redrive, whichever comes first.
 */
final class Resumption {
    /** How long the loss of an execution's last event may stay unnoticed. */
    static final Duration WATCH = Duration.ofHours(1);

    private final Builds builds;
    private final FailedBuilds failed;
    private final Leases leases;
    private final Watches watches;

    Resumption(Builds builds, FailedBuilds failed, Leases leases, Watches watches) {
        this.builds = builds;
        this.failed = failed;
        this.leases = leases;
        this.watches = watches;
    }

    /** A state has been entered: by a redrive, if the count says so. */
    void entered(StateInput input, Instant now) {
        if (input.redriveCount() == 0) {
            return;
        }
        builds.changed(
                input.buildId(),
                new BuildRecord.Status(
                        BuildRecord.RUNNING,
                        input.redriveCount(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        builds.of(input.buildId()).filter(BuildRecord::running).ifPresent(build -> runs(build, now));
    }

    /** The record says that the build runs. */
    void runs(BuildRecord build, Instant now) {
        watches.put(new Watch(build.buildId(), build.executionArn(), now.plus(WATCH)));
        leases.revoke(build.buildId());
        failed.strike(build.buildId());
    }
}
