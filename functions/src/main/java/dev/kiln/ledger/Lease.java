package dev.kiln.ledger;

import java.time.Duration;
import java.time.Instant;

/**
 * How long the machines of a build that ended badly are kept for a redrive.
 *
 * @param redriveCount of the end that the lease came with
 * @param until the machines are ended when this has passed
 * @param keepRunning whether they run meanwhile; else they are stopped as soon as no command is under way on them
 * @param nextLookAt when the sweep looks at them next
 */
public record Lease(String buildId, int redriveCount, Instant until, boolean keepRunning, Instant nextLookAt) {
    /** The same lease, to be looked at later. */
    public Lease lookedAt(Instant next) {
        return new Lease(buildId, redriveCount, until, keepRunning, next);
    }

    /** The same lease for longer, from its end. */
    public Lease extended(Duration by, Instant now) {
        return new Lease(buildId, redriveCount, until.plus(by), keepRunning, now);
    }

    /** The same lease with the machines running or stopped. */
    public Lease running(boolean keep, Instant now) {
        return new Lease(buildId, redriveCount, until, keep, now);
    }

    /** The same lease, over now. */
    public Lease over(Instant now) {
        return new Lease(buildId, redriveCount, now, keepRunning, now);
    }

    /** Whether the machines are to be ended. */
    public boolean isOver(Instant now) {
        return !until.isAfter(now);
    }
}
