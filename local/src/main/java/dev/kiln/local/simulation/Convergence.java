package dev.kiln.local.simulation;

import dev.kiln.error.BuilderLost;
import dev.kiln.error.BuilderStopped;
import dev.kiln.error.ForkRefused;
import dev.kiln.error.JoinedBuildFailed;
import dev.kiln.error.ParentUnavailable;
import dev.kiln.error.SealFailed;
import dev.kiln.error.TakenOver;
import dev.kiln.ledger.Resource;
import dev.kiln.local.account.LocalAccount;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The second phase: operators do what the messages of failed builds say, until all builds have come to an end. */
final class Convergence {
    private static final int MOST_ROUNDS = 30;
    private static final int MOST_CURES = 8;
    private static final Duration LONGEST_ROUND = Duration.ofDays(9);
    private static final Duration WATCHED = Duration.ofHours(3);
    private static final Duration SETTLING = Duration.ofMinutes(5);

    /** Their messages say to follow another build, or to make another fork, and not to redrive. */
    private static final Set<String> LEFT_TO_ANOTHER = Set.of(ForkRefused.class.getName(), TakenOver.class.getName());

    private static final Pattern JOINED = Pattern.compile("The build (\\S+), which makes the same image");

    private static final Pattern PARENT = Pattern.compile("image of the recipe (r\\d+)\\.");

    private final World world;
    private final LocalAccount account;
    private final Desk desk;
    private final SortedMap<String, Integer> cures = new TreeMap<>();
    private final SortedSet<String> parents = new TreeSet<>();
    private final SortedSet<String> anew = new TreeSet<>();

    Convergence(World world) {
        this.world = world;
        this.account = world.account();
        this.desk = world.desk();
    }

    void run() {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            awaitEnds();
            boolean repeated = world.uploads().repeatLost();
            var open = open();
            if (open.isEmpty() && !repeated) {
                return;
            }
            open.forEach(this::cure);
        }
        throw new Simulation.Unsettled("EverythingConverges: after " + MOST_ROUNDS + " rounds there are " + pending());
    }

    /** Builds that an operator started anew, or left to another build, because redriving them leads nowhere. */
    SortedSet<String> anew() {
        return Collections.unmodifiableSortedSet(anew);
    }

    private void awaitEnds() {
        Simulation.advance(world, SETTLING);
        Instant limit = account.timeline().instant().plus(LONGEST_ROUND);
        while (desk.executions().stream().anyMatch(e -> "RUNNING".equals(e.statusAsString()))) {
            if (account.timeline().instant().isAfter(limit)) {
                throw new Simulation.Unsettled(
                        "EverythingConverges: still running after " + LONGEST_ROUND.toDays() + " days: " + pending());
            }
            Simulation.advance(world, SETTLING);
        }
        awaitRecords();
    }

    /** The end of an execution whose event was lost is noticed within the hour. */
    private void awaitRecords() {
        Instant limit = account.timeline().instant().plus(WATCHED);
        do {
            Simulation.advance(world, SETTLING);
        } while (watched() && account.timeline().instant().isBefore(limit));
        if (watched()) {
            throw new Simulation.Unsettled("NoEndIsMissed: all executions have ended, and the ledger does not know it");
        }
    }

    private boolean watched() {
        return !account.records()
                .watches()
                .due(account.timeline().instant().plus(LONGEST_ROUND), 1)
                .isEmpty();
    }

    /** Builds that ended badly and were not cancelled, nor started anew. */
    private List<String> open() {
        return desk.executions().stream()
                .filter(e -> !List.of("SUCCEEDED", "RUNNING").contains(e.statusAsString()))
                .map(ExecutionListItem::name)
                .filter(build -> !world.hands().cancelled().contains(build) && !anew.contains(build))
                .toList();
    }

    /** Why builds have not come to an end, a line each. */
    private String pending() {
        var reasons = new TreeMap<String, String>();
        desk.executions().stream()
                .filter(e -> !"SUCCEEDED".equals(e.statusAsString()))
                .map(ExecutionListItem::name)
                .filter(build -> !world.hands().cancelled().contains(build) && !anew.contains(build))
                .forEach(build -> reasons.put(build, reason(build)));
        return reasons.toString();
    }

    private String reason(String build) {
        var execution = describe(build);
        var wait = account.records().waits().of(build);
        return execution.statusAsString() + " "
                + Optional.ofNullable(execution.error()).orElse("") + " "
                + Optional.ofNullable(execution.cause()).orElse("") + ", waits for " + wait;
    }

    private DescribeExecutionResponse describe(String build) {
        return account.states().describeExecution(r -> r.executionArn(account.executionArn(build)));
    }

    private void cure(String build) {
        int tried = cures.merge(build, 1, Integer::sum);
        var execution = describe(build);
        String error = Optional.ofNullable(execution.error()).orElse("");
        String cause = Optional.ofNullable(execution.cause()).orElse("");
        world.trace()
                .line("CURE " + tried + " of " + build + ": " + error + " "
                        + cause.lines().findFirst().orElse(""));
        if (LEFT_TO_ANOTHER.contains(error)) {
            anew.add(build);
            return;
        }
        boolean lost = error.equals(BuilderLost.class.getName()) && cause.contains("Nothing runs");
        if (!lost && !joinedInVain(error, cause)) {
            if (tried > MOST_CURES) {
                throw new Simulation.Unsettled("EverythingConverges: although " + MOST_CURES
                        + " times what the message says was done, " + build + " fails with " + error + ": " + cause);
            }
            mend(build, error, cause, tried);
            if (desk.redrive(build)) {
                return;
            }
        }
        anew.add(build);
        desk.startAnew(build);
    }

    /** The build that it waited for will not be redriven. */
    private boolean joinedInVain(String error, String cause) {
        var named = JOINED.matcher(cause);
        return error.equals(JoinedBuildFailed.class.getName())
                && named.find()
                && (anew.contains(named.group(1)) || world.hands().cancelled().contains(named.group(1)));
    }

    /** Does what the message says. */
    private void mend(String build, String error, String cause, int tried) {
        var builder = builder(build);
        if (error.equals(BuilderStopped.class.getName())) {
            builder.ifPresent(this::startOrEnd);
        } else if (error.equals(SealFailed.class.getName())) {
            builder.ifPresent(instance -> restartOrEnd(instance, tried));
        } else if (error.equals(ParentUnavailable.class.getName()) && tried > 1) {
            buildParent(cause);
        }
    }

    /** Its builds were cancelled, or changed by hand. */
    private void buildParent(String cause) {
        var named = PARENT.matcher(cause);
        if (named.find() && parents.add(named.group(1))) {
            desk.executions().stream()
                    .map(ExecutionListItem::name)
                    .filter(build -> build.startsWith(named.group(1) + "-"))
                    .findFirst()
                    .ifPresent(desk::startAnew);
        }
    }

    private Optional<String> builder(String build) {
        return account.records().ledger().resources(build).stream()
                .filter(row -> row.key().startsWith("instance#builder#") && row.state() == Resource.State.OPEN)
                .flatMap(row -> row.resourceId().stream())
                .filter(id -> Machines.ours(account).stream()
                        .anyMatch(i -> i.instanceId().equals(id)))
                .reduce((earlier, later) -> later);
    }

    /** A sealed one must not be started. */
    private void startOrEnd(String instance) {
        if (account.ec2().guest(instance).filter(g -> g.disk().generalized()).isPresent()) {
            desk.terminate(instance);
        } else {
            desk.start(instance);
        }
        Simulation.advance(world, SETTLING);
    }

    /**
     * An installer at work goes with a restart. A machine that is half generalized cannot be mended, but an operator
     * looks at it only when a redrive has not helped.
     */
    private void restartOrEnd(String instance, int tried) {
        boolean halfDone = account.ec2()
                .guest(instance)
                .filter(guest -> guest.disk().complete())
                .isEmpty();
        if (halfDone && tried == 1) {
            return;
        }
        if (halfDone || tried > 2) {
            desk.terminate(instance);
        } else {
            desk.stop(instance);
            Simulation.advance(world, SETTLING);
            desk.start(instance);
        }
        Simulation.advance(world, SETTLING);
    }
}
