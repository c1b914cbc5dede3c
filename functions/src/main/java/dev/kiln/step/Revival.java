package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.aws.Commands;
import dev.kiln.error.BuilderLost;
import dev.kiln.error.BuilderStopped;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Resource;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Brings back the machine of a build that was parked, or that somebody stopped, when a redrive needs it again: once in
 * each redrive, and never after its seal has begun.
 */
public final class Revival {
    /** On a machine's row: the redrive that started it, and when. */
    static final String STARTED_IN = "startedIn";

    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    /** A Windows machine boots in 5 to 15 minutes; one that is silent for so long will not come up. */
    static final Duration SILENT_MOST = Duration.ofMinutes(60);

    /** A machine on which nothing was done is sooner replaced than waited for. */
    private static final Duration UNUSED_SILENT_MOST = Duration.ofMinutes(30);

    private static final Duration VISIBLE = Duration.ofMinutes(10);

    private final Ledger ledger;
    private final Builders builders;
    private final Commands commands;
    private final InstantSource clock;

    public Revival(Ledger ledger, Builders builders, Commands commands, InstantSource clock) {
        this.clock = clock;
        this.ledger = ledger;
        this.builders = builders;
        this.commands = commands;
    }

    /**
     * Makes sure that a machine runs and can be reached.
     *
     * @return what to wait for; empty when it is ready
     * @throws BuilderLost when it is gone
     * @throws BuilderStopped when it is stopped and may not be started, or has been stopped once more
     */
    Optional<Progress.Waiting> revive(String instance, int redrive, List<Resource> held) {
        return switch (builders.view(instance)) {
            case Builders.View.Unknown unknown -> unknown(instance, held);
            case Builders.View.Present present -> {
                if (present.gone()) {
                    throw new BuilderLost("The machine " + instance + " ended (" + present.reason()
                            + "). Another one is launched, and what was done on it is done again.");
                }
                if (present.stopped()) {
                    yield Optional.of(start(instance, redrive, held, present));
                }
                yield reached(instance, held, present)
                        ? Optional.empty()
                        : Optional.of(new Progress.Waiting(instance, LOOK_AGAIN));
            }
        };
    }

    /** For some moments after a launch EC2 may not know what it has just launched. */
    private Optional<Progress.Waiting> unknown(String instance, List<Resource> held) {
        var fresh = Machines.row(held, instance)
                .filter(row -> row.intendedAt().plus(VISIBLE).isAfter(clock.instant()));
        if (fresh.isPresent()) {
            return Optional.of(new Progress.Waiting(instance, LOOK_AGAIN));
        }
        throw new BuilderLost("EC2 no longer knows the machine " + instance
                + ". Another one is launched, and what was done on it is done again.");
    }

    private boolean reached(String instance, List<Resource> held, Builders.View.Present present) {
        boolean online = present.running() && !present.pending() && commands.online(instance, present.started());
        if (!online && present.started().plus(patience(instance, held)).isBefore(clock.instant())) {
            throw new BuilderLost("SSM has not heard of the machine " + instance + " since it was started at "
                    + present.started() + ". Another one is launched, and what was done on it is done again.");
        }
        return online;
    }

    private static Duration patience(String instance, List<Resource> held) {
        boolean used = held.stream().anyMatch(row -> row.key().startsWith("command#" + instance + "#"));
        return used ? SILENT_MOST : UNUSED_SILENT_MOST;
    }

    private Progress.Waiting start(String instance, int redrive, List<Resource> held, Builders.View.Present present) {
        var row = Machines.row(held, instance).filter(r -> r.state() == Resource.State.OPEN);
        if (row.isEmpty() || Machines.sealBegun(held, instance) || startedBefore(row.get(), redrive, present)) {
            throw stopped(instance, present, row);
        }
        // Should the row have changed meanwhile, the next look decides by what it says then.
        if (ledger.note(row.get(), STARTED_IN, redrive + " " + clock.instant()).isPresent()) {
            builders.start(instance);
        }
        return new Progress.Waiting(instance, LOOK_AGAIN);
    }

    /** EC2 tells when a machine was started last: a start that was only written down, and never made, is made now. */
    private static boolean startedBefore(Resource row, int redrive, Builders.View.Present present) {
        return Optional.ofNullable(row.attributes().get(STARTED_IN))
                .map(noted -> noted.split(" ", 2))
                .filter(noted -> noted[0].equals(Integer.toString(redrive)))
                .filter(noted -> !present.started().isBefore(Instant.parse(noted[1])))
                .isPresent();
    }

    private static BuilderStopped stopped(String instance, Builders.View.Present present, Optional<Resource> row) {
        return new BuilderStopped(
                "The machine " + instance + " is stopped (" + present.reason() + "). "
                        + (row.isEmpty()
                                ? "The recipe brings it, so Kiln does not start it. Start it, then redrive: what was done on it is not done again."
                                : "It is held, and was stopped again after this redrive had started it. Find out what stops it, then redrive: it is started, and what was done on it is not done again."));
    }
}
