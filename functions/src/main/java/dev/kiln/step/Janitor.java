package dev.kiln.step;

import dev.kiln.aws.Belongings;
import dev.kiln.aws.Belongings.Belonging;
import dev.kiln.aws.Builders;
import dev.kiln.aws.KeyPairs;
import dev.kiln.aws.Snapshots;
import dev.kiln.aws.Tags;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.Builds;
import dev.kiln.ledger.Leases;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Resource;
import dev.kiln.metric.Metric;
import dev.kiln.metric.Metrics;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Compares ledger, tags and account: adopts what a lost answer left, removes what nobody holds any more, closes the
 * rows of what is gone, and counts what it does not know. Nothing is removed but by our tag and the ledger together,
 * and what is removed is written down before. Images that builds have made are never removed, nor is a machine that a
 * recipe brought: it carries no tag of the deployment.
 */
public final class Janitor {
    /** A row of what has outlived its machine. */
    private static final String LEFTOVER = "leftover#";

    private static final Duration LONGEST_LEASE = Duration.ofDays(10_000);
    private static final int MOST_LEASES = 1000;

    private final Ledger ledger;
    private final Builds builds;
    private final Leases leases;
    private final LeaseKeeper keeper;
    private final Builders builders;
    private final Belongings belongings;
    private final KeyPairs keyPairs;
    private final Snapshots snapshots;
    private final Scaffolds scaffolds;
    private final ImageAudit images;
    private final Metrics metrics;
    private final InstantSource clock;

    Janitor(
            Steps.Records records,
            Steps.Aws aws,
            Scaffolds scaffolds,
            LeaseKeeper keeper,
            Metrics metrics,
            InstantSource clock) {
        this.snapshots = aws.snapshots();
        this.scaffolds = scaffolds;
        this.ledger = records.ledger();
        this.builds = records.builds();
        this.leases = records.leases();
        this.builders = aws.builders();
        this.belongings = aws.belongings();
        this.keyPairs = aws.keyPairs();
        this.images = new ImageAudit(ledger, belongings, clock);
        this.keeper = keeper;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Looks at everything once.
     *
     * @return what carries our tags and stands in no row, for a person to look at
     */
    public List<String> run() {
        var unknown = new ArrayList<String>();
        belongings.machines().stream()
                .filter(machine -> !known(machine))
                .map(machine -> described(machine, "a machine"))
                .forEach(unknown::add);
        unknown.addAll(remove(belongings.looseVolumes(), "a volume", v -> belongings.deleteVolume(v.id())));
        unknown.addAll(
                remove(belongings.looseInterfaces(), "a network interface", i -> belongings.deleteInterface(i.id())));
        unknown.addAll(remove(belongings.keyPairs(), "a key pair", k -> keyPairs.delete(k.id())));
        unknown.addAll(removeScaffolds());
        unknown.addAll(images.unknown());
        closeWhatIsGone();
        metrics.put(Metric.UNKNOWN_RESOURCES, unknown.size());
        return List.copyOf(unknown);
    }

    private static String described(Belonging thing, String kind) {
        return thing.id() + ", " + kind + " with the tags of build " + thing.build();
    }

    private boolean known(Belonging machine) {
        var build = builds.of(machine.build());
        if (build.isEmpty()) {
            return false;
        }
        var held = ledger.resources(machine.build());
        var row = Machines.row(held, machine.id()).or(() -> adopted(machine, held));
        row.ifPresent(r -> settle(r, build.get(), held));
        return row.isPresent();
    }

    /** A launch whose answer was lost: its intent names the machine by its tag. */
    private Optional<Resource> adopted(Belonging machine, List<Resource> held) {
        return held.stream()
                .filter(row -> MachineLaunch.isMachine(row) && row.state() == Resource.State.INTENDED)
                .filter(row ->
                        MachineLaunch.launchTag(row).equals(machine.tags().get(Tags.LAUNCH)))
                .filter(row -> row.intendedAt().plus(Ledger.INTENT_LIVES).isBefore(clock.instant()))
                .findFirst()
                .map(row -> ledger.opened(row, machine.id()));
    }

    private void settle(Resource row, BuildRecord build, List<Resource> held) {
        if (row.attributes().containsKey(Machines.ADOPTED_BY)) {
            return;
        }
        if (row.state() == Resource.State.CLOSED) {
            remove(row, held, "its row is closed");
        } else if (build.succeeded()) {
            remove(row, held, "its build has its image");
        } else if (build.failed()) {
            keeper.grant(build, held);
        }
    }

    private void remove(Resource row, List<Resource> held, String why) {
        ledger.note(row, LeaseKeeper.REMOVAL, why).ifPresent(noted -> {
            if ("terminated".equals(builders.terminate(noted.resourceId().orElseThrow()))) {
                MachineLaunch.close(ledger, noted, held, why);
            }
        });
    }

    /** What is loose goes when its build has ended and none of its machines may use it again. */
    private List<String> remove(List<Belonging> loose, String kind, Consumer<Belonging> delete) {
        var unknown = new ArrayList<String>();
        for (var thing : loose) {
            if (builds.of(thing.build()).isEmpty()) {
                unknown.add(described(thing, kind));
            } else if (isOver(thing.build())) {
                var row = open(thing).orElseGet(() -> leftover(thing));
                // Before the deletion: a thing that is still there is found again, a row that stayed open is not.
                ledger.closed(row, Map.of(MachineLaunch.END, "deleted"));
                delete.accept(thing);
            }
        }
        return unknown;
    }

    private Optional<Resource> open(Belonging thing) {
        return ledger.resources(thing.build()).stream()
                .filter(row -> row.state() == Resource.State.OPEN
                        && row.resourceId().filter(thing.id()::equals).isPresent())
                .findFirst();
    }

    /** What came with a machine has no row of its own. */
    private Resource leftover(Belonging thing) {
        return ledger.intend(Resource.intended(
                        thing.build(),
                        LEFTOVER + thing.id(),
                        clock.instant(),
                        new TreeMap<>(Map.of(LeaseKeeper.REMOVAL, "its machine is gone"))))
                .row();
    }

    /** It serves a redrive as long as the machine is there that it is of. */
    private List<String> removeScaffolds() {
        var snapshotsTaken = belongings.snapshots(PreSnapshots.ROLE);
        var imagesToCopy = belongings.images(EncryptedCopies.ROLE);
        var unknown =
                new ArrayList<>(remove(snapshotsTaken, "a snapshot from before a seal", s -> snapshots.delete(s.id())));
        unknown.addAll(remove(
                imagesToCopy,
                "an image that is there to be copied",
                image -> scaffolds.copies().removeSource(image.id(), image.build())));
        Stream.of(snapshotsTaken, imagesToCopy)
                .flatMap(List::stream)
                .map(Belonging::build)
                .distinct()
                .filter(this::isOver)
                .forEach(build -> scaffolds.remove(ledger.resources(build)));
        return unknown;
    }

    private boolean isOver(String build) {
        return builds.of(build).filter(record -> !record.running()).isPresent() && holdsNoMachine(build);
    }

    private boolean holdsNoMachine(String build) {
        return ledger.resources(build).stream()
                .noneMatch(row -> MachineLaunch.isMachine(row) && row.state() != Resource.State.CLOSED);
    }

    /** Rows of builds that wait for an operator, whose machines somebody else has ended. */
    private void closeWhatIsGone() {
        var machines = leases.due(clock.instant().plus(LONGEST_LEASE), MOST_LEASES).stream()
                .flatMap(lease -> ledger.resources(lease.buildId()).stream())
                .filter(row -> MachineLaunch.isMachine(row) && row.state() == Resource.State.OPEN)
                .toList();
        var seen = builders.views(
                machines.stream().flatMap(row -> row.resourceId().stream()).toList());
        machines.stream()
                .filter(row ->
                        gone(row, Optional.ofNullable(seen.get(row.resourceId().orElseThrow()))))
                .forEach(row ->
                        MachineLaunch.close(ledger, row, ledger.resources(row.buildId()), "ended by somebody else"));
    }

    private boolean gone(Resource row, Optional<Builders.View> seen) {
        return switch (seen.orElseGet(Builders.View.Unknown::new)) {
            case Builders.View.Unknown unknown ->
                row.intendedAt().plus(GuestCommands.VISIBLE).isBefore(clock.instant());
            case Builders.View.Present present -> "terminated".equals(present.state());
        };
    }
}
