package dev.kiln.cli;

import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.FailedBuilds;
import dev.kiln.ledger.Lease;
import dev.kiln.ledger.Leases;
import dev.kiln.ledger.Resource;
import dev.kiln.step.Steps;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The lease of a build with what it is about.
 *
 * @param machines those that the build still holds
 * @param option with which other commands look at the same place
 * @param now on the clock of the account
 */
record HeldLease(BuildRecord build, Lease lease, List<Resource> machines, String option, Instant now) {
    private static final String ROW = "  %-8s  %s";

    HeldLease {
        machines = List.copyOf(machines);
    }

    /**
     * Reads it.
     *
     * @throws CommandRefused when there is none, with the reason
     */
    static HeldLease of(Steps.Records records, String buildId, String option, Instant now) {
        var build = records.builds()
                .of(buildId)
                .orElseThrow(() -> new CommandRefused("There is no build " + buildId + ". kiln builds lists them."));
        var machines = records.ledger().resources(buildId).stream()
                .filter(row -> row.key().startsWith("instance#") && row.state() != Resource.State.CLOSED)
                .toList();
        return records.leases()
                .of(buildId)
                .filter(lease -> build.failed())
                .map(lease -> new HeldLease(build, lease, machines, option, now))
                .orElseThrow(() -> new CommandRefused("The build " + buildId + " has no lease: "
                        + reason(build, !machines.isEmpty()) + " More: kiln show " + buildId + option));
    }

    private static String reason(BuildRecord build, boolean holds) {
        if (build.running()) {
            return "it runs. Machines are kept on a lease when a build has ended badly.";
        }
        if (build.succeeded()) {
            return "it has succeeded, and its machines are gone.";
        }
        return holds
                ? "it ended as " + build.status()
                        + ", and its machines have not been looked at since. Try again in some minutes; the sweep looks within the hour."
                : "it ended as " + build.status() + " and holds no machine. A redrive begins on a new one.";
    }

    /** For people. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("The build " + build.buildId() + " ended as " + build.status() + "; its machines are kept.");
        lines.add(ROW.formatted("until", until(lease)));
        lines.add(ROW.formatted(
                "machines", names() + (lease.keepRunning() ? ", kept running if they run" : ", stopped")));
        build.endedAt()
                .map(end -> end.plus(FailedBuilds.REDRIVABLE))
                .ifPresent(last -> lines.add(ROW.formatted("redrive", "until " + seconds(last))));
        return lines;
    }

    private String until(Lease of) {
        return of.isOver(now)
                ? "it is over since " + seconds(of.until()) + "; the machines are being ended"
                : seconds(of.until()) + " (" + Durations.left(Duration.between(now, of.until())) + " left)";
    }

    private String names() {
        return machines.stream()
                .map(row -> row.resourceId().orElse(row.key() + " (intended)"))
                .collect(Collectors.joining(", "));
    }

    /**
     * Changes it, and answers what came of it.
     *
     * @throws CommandRefused when it is over, or the build is redriven at this moment
     */
    List<String> change(Leases leases, LeaseChange change) {
        if (lease.isOver(now) && !change.release()) {
            throw new CommandRefused("The lease of " + build.buildId() + " is over since " + seconds(lease.until())
                    + ", and its machines are being ended. A redrive begins on a new one: kiln redrive "
                    + build.buildId() + option);
        }
        var changed = change.of(lease, now);
        if (!leases.change(lease, changed)) {
            throw new CommandRefused("The build " + build.buildId()
                    + " was redriven at this moment and needs its machines. How it goes: kiln show " + build.buildId()
                    + option);
        }
        return change.release()
                ? List.of(
                        "The lease of " + build.buildId() + " is over, and " + names()
                                + " is terminated within some minutes.",
                        "A redrive begins on a new machine: kiln redrive " + build.buildId() + option)
                : new HeldLease(build, changed, machines, option, now).lines();
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
