package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.aws.Commands;
import dev.kiln.aws.Tags;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.Builds;
import dev.kiln.ledger.Lease;
import dev.kiln.ledger.Leases;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Plans;
import dev.kiln.ledger.Resource;
import dev.kiln.recipe.Parking;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the machines of builds that ended badly as their leases say: stopped or running, and gone when the lease is
 * over. A machine that the recipe brought has no row and is never touched.
 */
public final class LeaseKeeper {
    /** On a machine's row: why it is ended, written before it is. */
    static final String REMOVAL = "removal";

    private static final Duration COMMAND_LOOK_AGAIN = Duration.ofMinutes(10);
    private static final Duration ENDING_LOOK_AGAIN = Duration.ofMinutes(2);

    private final Leases leases;
    private final Builds builds;
    private final Plans plans;
    private final Ledger ledger;
    private final Builders builders;
    private final Commands commands;
    private final InstantSource clock;

    LeaseKeeper(Steps.Records records, Steps.Aws aws, InstantSource clock) {
        this.leases = records.leases();
        this.builds = records.builds();
        this.plans = records.plans();
        this.ledger = records.ledger();
        this.builders = aws.builders();
        this.commands = aws.commands();
        this.clock = clock;
    }

    /**
     * Grants a build that has ended badly a lease for its machines, as long as its recipe says.
     *
     * @return the lease that stands; empty when the build holds no machine
     */
    Optional<Lease> grant(BuildRecord build, List<Resource> held) {
        if (machines(held).isEmpty()) {
            return Optional.empty();
        }
        var parking = plans.find(build.buildId())
                .map(p -> p.recipe().builder().parking())
                .orElse(Parking.DEFAULT);
        var now = clock.instant();
        return Optional.of(leases.grant(new Lease(
                build.buildId(), build.redriveCount(), now.plus(parking.lease()), parking.keepRunning(), now)));
    }

    /** Looks at the machines of one lease, as it stands: the index that names it lags behind. */
    public void look(Lease due) {
        if (builds.of(due.buildId()).filter(BuildRecord::failed).isEmpty()) {
            leases.revoke(due.buildId());
        } else {
            leases.of(due.buildId()).ifPresent(this::keep);
        }
    }

    private void keep(Lease lease) {
        var now = clock.instant();
        var held = ledger.resources(lease.buildId());
        var machines = machines(held).stream().map(this::found).toList();
        if (lease.isOver(now)) {
            end(lease, machines, held, now);
        } else if (machines.isEmpty()) {
            leases.revoke(lease.buildId());
        } else if (lease.keepRunning()) {
            leases.change(lease, lease.lookedAt(lease.until()));
        } else {
            park(lease, machines, held, now);
        }
    }

    private static List<Resource> machines(List<Resource> held) {
        return held.stream()
                .filter(row -> MachineLaunch.isMachine(row) && row.state() != Resource.State.CLOSED)
                .toList();
    }

    /** A launch whose answer was lost may have left a machine: it is found by its tag. */
    private Resource found(Resource row) {
        return row.state() == Resource.State.INTENDED
                ? builders.launched(Tags.LAUNCH, MachineLaunch.launchTag(row))
                        .map(instance -> ledger.opened(row, instance))
                        .orElse(row)
                : row;
    }

    private void park(Lease lease, List<Resource> machines, List<Resource> held, Instant now) {
        boolean busy = machines.stream().anyMatch(row -> !parked(row, held));
        leases.change(
                lease, lease.lookedAt(busy ? earlier(now.plus(COMMAND_LOOK_AGAIN), lease.until()) : lease.until()));
    }

    private boolean parked(Resource row, List<Resource> held) {
        if (row.resourceId().isEmpty()) {
            return true;
        }
        String instance = row.resourceId().get();
        return switch (builders.view(instance)) {
            // For some moments after a launch EC2 may not know what it has just launched.
            case Builders.View.Unknown unknown ->
                row.intendedAt().plus(GuestCommands.VISIBLE).isBefore(clock.instant());
            case Builders.View.Present present ->
                !present.running() || (idle(instance, present, held) && !"running".equals(builders.stop(instance)));
        };
    }

    private boolean idle(String instance, Builders.View.Present present, List<Resource> held) {
        return !booting(instance, present) && !commandUnderWay(instance, held);
    }

    /** Windows that is stopped in the middle of its first boot may never come up again. */
    private boolean booting(String instance, Builders.View.Present present) {
        return present.started().plus(Revival.SILENT_MOST).isAfter(clock.instant())
                && !commands.online(instance, present.started());
    }

    /** What runs is not cut off: it comes to its end, and a redrive finds that done. */
    private boolean commandUnderWay(String instance, List<Resource> held) {
        return held.stream()
                .filter(row -> row.key().startsWith("command#" + instance + "#"))
                .filter(row -> row.state() != Resource.State.CLOSED)
                .anyMatch(row -> row.resourceId()
                        .or(() -> commands.find(instance, row.attributes().get(CommandRecord.COMMENT)))
                        .filter(id -> underWay(row, commands.view(instance, id)))
                        .isPresent());
    }

    private boolean underWay(Resource row, Commands.View view) {
        return switch (view) {
            case Commands.View.InProgress progress -> true;
            case Commands.View.Unknown unknown ->
                row.intendedAt().plus(GuestCommands.VISIBLE).isAfter(clock.instant());
            case Commands.View.Finished finished -> false;
        };
    }

    private void end(Lease lease, List<Resource> machines, List<Resource> held, Instant now) {
        var left = machines.stream().filter(row -> !ended(row, held)).toList();
        if (left.isEmpty()) {
            leases.revoke(lease.buildId());
        } else {
            leases.change(lease, lease.lookedAt(now.plus(ENDING_LOOK_AGAIN)));
        }
    }

    private boolean ended(Resource row, List<Resource> held) {
        if (row.resourceId().isEmpty()) {
            ledger.closed(row, Map.of(MachineLaunch.END, "never launched"));
            return true;
        }
        var noted = ledger.note(row, REMOVAL, "its lease is over");
        if (noted.isEmpty()
                || !"terminated".equals(builders.terminate(row.resourceId().get()))) {
            return false;
        }
        MachineLaunch.close(ledger, noted.get(), held, "its lease was over");
        return true;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
