package dev.kiln.cli;

import dev.kiln.ledger.Lease;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What an operator wants of a lease.
 *
 * @param extend by so much
 * @param keepRunning whether machines run meanwhile; empty: as before
 * @param release the machines are ended now
 */
record LeaseChange(Optional<Duration> extend, Optional<Boolean> keepRunning, boolean release) {
    boolean none() {
        return extend.isEmpty() && keepRunning.isEmpty() && !release;
    }

    /** The lease as it is wanted. */
    Lease of(Lease lease, Instant now) {
        if (release) {
            return lease.over(now);
        }
        var extended = extend.map(by -> lease.extended(by, now)).orElse(lease);
        return keepRunning.map(keep -> extended.running(keep, now)).orElse(extended);
    }
}
