package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.aws.Commands;
import dev.kiln.error.BuilderLost;
import dev.kiln.error.BuilderStopped;
import dev.kiln.ledger.Ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Waits until SSM reaches a machine that was launched. */
final class MachineReadiness {
    /** No event tells that an agent came online, so the looks begin when a Windows machine may have booted. */
    private static final Duration FIRST_LOOK = Duration.ofMinutes(4);

    static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

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
        if (reported(launched, look)) {
            return true;
        }
        boolean suspicious = row.intendedAt().plus(SUSPICIOUS).isBefore(look.now());
        if (suspicious || look.concerns(launched.instanceId())) {
            requireAlive(launched, suspicious, look);
        }
        return false;
    }

    /** Whether the agent has reported since the launch, by SSM alone. */
    boolean reported(MachineLaunch.Launched launched, Look look) {
        Instant launchedAt = launched.row().intendedAt();
        return look.seen()
                .report(launched.instanceId())
                .map(report -> !report.isBefore(launchedAt))
                .orElseGet(() -> commands.online(launched.instanceId(), launchedAt));
    }

    private void requireAlive(MachineLaunch.Launched launched, boolean suspicious, Look look) {
        String machine = "The " + MachineLaunch.role(launched.row()) + " " + launched.instanceId();
        switch (look.seen().machine(launched.instanceId()).orElseGet(() -> builders.view(launched.instanceId()))) {
            case Builders.View.Unknown unknown -> {
                // For some seconds after the launch EC2 may not know what it has just launched.
                if (suspicious) {
                    ledger.closed(launched.row(), Map.of(MachineLaunch.END, "unknown to EC2"));
                    throw new BuilderLost(machine + " is no longer known to EC2. Redrive: another one is launched.");
                }
            }
            case Builders.View.Present present -> {
                if ("terminated".equals(present.state())) {
                    ledger.closed(launched.row(), Map.of(MachineLaunch.END, "terminated"));
                    throw new BuilderLost(machine + " ended before SSM reached it (" + present.reason()
                            + "). It holds nothing any more. Mend the cause, then redrive: another one is launched.");
                }
                if (present.stopped()) {
                    throw new BuilderStopped(
                            machine + " was stopped before SSM reached it (" + present.reason()
                                    + "). It is held. Redrive starts it again, and launches another one if it does not come up.");
                }
            }
        }
    }

    /** Another invocation may be launching the machine. */
    static Progress launching(MachineLaunch.Wanted wanted) {
        return new Progress.Waiting(wanted.role(), Ledger.INTENT_LIVES);
    }

    /** When to look at a machine that has not reported yet. */
    static Progress waiting(MachineLaunch.Launched launched, Instant now) {
        var toFirst = Duration.between(now, launched.row().intendedAt().plus(FIRST_LOOK));
        return new Progress.Waiting(launched.instanceId(), toFirst.compareTo(LOOK_AGAIN) > 0 ? toFirst : LOOK_AGAIN);
    }
}
