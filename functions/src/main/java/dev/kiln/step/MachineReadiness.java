package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.aws.Commands;
import dev.kiln.error.BuilderLost;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Resource;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Waits until SSM reaches a machine that was launched. */
final class MachineReadiness {
    /** No event tells that an agent came online, so the looks begin when a Windows machine may have booted. */
    private static final Duration FIRST_LOOK = Duration.ofMinutes(4);

    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private final Ledger ledger;
    private final Builders builders;
    private final Commands commands;

    MachineReadiness(Ledger ledger, Builders builders, Commands commands) {
        this.ledger = ledger;
        this.builders = builders;
        this.commands = commands;
    }

    /** Whether the agent has reported since the launch; EC2 is asked only when it has not. */
    boolean online(Resource row, String instance) {
        if (commands.online(instance, row.intendedAt())) {
            return true;
        }
        if (builders.view(instance) instanceof Builders.View.Present present && present.gone()) {
            ledger.closed(row, Map.of(MachineLaunch.END, "terminated"));
            throw new BuilderLost("The " + MachineLaunch.role(row) + " " + instance + " ended before SSM reached it ("
                    + present.reason()
                    + "). It holds nothing any more. Mend the cause, then redrive: another one is launched.");
        }
        return false;
    }

    /** When to look at a machine that has not reported yet. */
    static Progress waiting(Resource row, String instance, Instant now) {
        var toFirst = Duration.between(now, row.intendedAt().plus(FIRST_LOOK));
        return new Progress.Waiting(instance, toFirst.compareTo(LOOK_AGAIN) > 0 ? toFirst : LOOK_AGAIN);
    }
}
