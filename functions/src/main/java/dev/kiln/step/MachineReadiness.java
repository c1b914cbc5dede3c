package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.aws.Commands;
import dev.kiln.error.BuilderLost;
import dev.kiln.ledger.Ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Waits until SSM reaches a machine that was launched. */
final class MachineReadiness {
    /** No event tells that an agent came online, so the looks begin when a Windows machine may have booted. */
    private static final Duration FIRST_LOOK = Duration.ofMinutes(4);

    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    /** A machine that takes longer may have ended without an event. */
    private static final Duration SUSPICIOUS = Duration.ofMinutes(8);

    private final Ledger ledger;
    private final Builders builders;
    private final Commands commands;

    MachineReadiness(Ledger ledger, Builders builders, Commands commands) {
        this.ledger = ledger;
        this.builders = builders;
        this.commands = commands;
    }

    /**
     * Whether the agent has reported since the launch. EC2 is asked only when SSM stays silent for long, or an event
     * said something of the instance.
     */
    boolean online(MachineLaunch.Launched launched, Look look) {
        if (launched.now()) {
            return false;
        }
        var row = launched.row();
        if (commands.online(launched.instanceId(), row.intendedAt())) {
            return true;
        }
        boolean suspicious = row.intendedAt().plus(SUSPICIOUS).isBefore(look.now());
        if (suspicious || look.concerns(launched.instanceId())) {
            requireAlive(launched, suspicious);
        }
        return false;
    }

    /** EC2 may not know yet what was launched a moment ago; what it does not know after minutes is gone. */
    private void requireAlive(MachineLaunch.Launched launched, boolean mustBeKnown) {
        switch (builders.view(launched.instanceId())) {
            case Builders.View.Present present -> {
                if (present.gone()) {
                    throw lost(launched, present.reason());
                }
            }
            case Builders.View.Unknown unknown -> {
                if (mustBeKnown) {
                    throw lost(launched, "EC2 no longer knows it");
                }
            }
        }
    }

    private BuilderLost lost(MachineLaunch.Launched launched, String reason) {
        ledger.closed(launched.row(), Map.of(MachineLaunch.END, "terminated"));
        return new BuilderLost("The " + MachineLaunch.role(launched.row()) + " " + launched.instanceId()
                + " ended before SSM reached it (" + reason
                + "). It holds nothing any more. Mend the cause, then redrive: another one is launched.");
    }

    /** When to look at a machine that has not reported yet. */
    static Progress waiting(MachineLaunch.Launched launched, Instant now) {
        var toFirst = Duration.between(now, launched.row().intendedAt().plus(FIRST_LOOK));
        return new Progress.Waiting(launched.instanceId(), toFirst.compareTo(LOOK_AGAIN) > 0 ? toFirst : LOOK_AGAIN);
    }
}
