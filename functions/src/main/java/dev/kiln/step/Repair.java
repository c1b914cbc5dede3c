package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.Builds;
import dev.kiln.ledger.Lease;
import dev.kiln.ledger.Leases;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Resource;

import java.time.InstantSource;

/**
 * Opens the parked builder of a build to a person who mends it by hand. From then on the machine carries a mark, and an
 * image of it says so and counts for nothing: nobody could build it again.
 */
public final class Repair {
    private final Ledger ledger;
    private final Builds builds;
    private final Leases leases;
    private final Builders builders;
    private final InstantSource clock;

    public Repair(Ledger ledger, Builds builds, Leases leases, Builders builders, InstantSource clock) {
        this.ledger = ledger;
        this.builds = builds;
        this.leases = leases;
        this.builders = builders;
        this.clock = clock;
    }

    /** Whether a builder is open to be mended. */
    public sealed interface Answer {
        /** It runs, or is about to, until the lease is over. */
        record Open(String instanceId, Lease lease) implements Answer {}

        /** It cannot be; the reason is a sentence. */
        record Refused(String reason) implements Answer {}
    }

    /** Opens the builder of a build; once more, it changes nothing. */
    public Answer open(String buildId) {
        var build = builds.of(buildId);
        if (build.isEmpty()) {
            return new Answer.Refused("There is no build " + buildId + ". kiln builds lists them.");
        }
        if (!build.get().failed()) {
            return new Answer.Refused("The build " + buildId + " is "
                    + build.get().status() + "; only one that has ended badly can be repaired.");
        }
        var lease = leases.of(buildId);
        var builder = Machines.builder(ledger.resources(buildId));
        if (lease.isEmpty() || builder.isEmpty()) {
            return new Answer.Refused(
                    "The build " + buildId + " holds no builder. A redrive does its steps on a new one.");
        }
        return open(build.get(), lease.get(), builder.get());
    }

    private Answer open(BuildRecord build, Lease lease, Resource builder) {
        String instance = builder.resourceId().orElseThrow();
        if (Machines.sealBegun(ledger.resources(build.buildId()), instance)) {
            return new Answer.Refused(
                    "The seal of the builder " + instance
                            + " has begun, and a boot would use it up: it is never started again. Mend the recipe and build anew.");
        }
        var kept = lease.running(true, lease.until());
        if (!leases.change(lease, kept)) {
            return new Answer.Refused("The build " + build.buildId() + " was redriven at this moment.");
        }
        if (!builder.attributes().containsKey(Machines.HAND_TOUCHED)) {
            ledger.note(builder, Machines.HAND_TOUCHED, clock.instant().toString());
        }
        builders.start(instance);
        return new Answer.Open(instance, kept);
    }
}
