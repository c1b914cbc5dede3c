package dev.kiln.local.simulation;

import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.Resource;
import dev.kiln.local.account.LocalAccount;
import dev.kiln.local.states.Invocation;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/** What must hold when everything has come to an end: nothing is lost, nothing is left, and all records agree. */
final class Ending {
    /** Begins the key of what the janitor has found and removes. */
    private static final String LEFTOVER = "leftover#";

    /** Longer than any lease, and the looks that end it. */
    private static final Duration LEASE = Duration.ofHours(6);

    private static final Duration A_WHILE = Duration.ofMinutes(10);

    private static final Duration BOOT = Duration.ofMinutes(15);

    /** The roles of what builds make on the way to their images. */
    private static final Set<String> SCAFFOLDS = Set.of("pre-snapshot", "image-to-copy");

    private final World world;
    private final LocalAccount account;
    private final SortedSet<String> anew;
    private int succeeded;
    private int cancelled;
    private int waiting;

    Ending(World world, SortedSet<String> anew) {
        this.world = world;
        this.account = world.account();
        this.anew = anew;
    }

    void check() {
        world.desk().executions().forEach(this::build);
        strangersAreUntouched();
        leasesEnd();
        nothingIsHeld();
        nothingIsLeftOver();
        everyReleasedImageBoots();
    }

    private static void require(boolean holds, String property, String what) {
        if (!holds) {
            throw new Simulation.Unsettled(property + ": " + what);
        }
    }

    private void build(ExecutionListItem execution) {
        String id = execution.name();
        var record = account.records().builds().of(id);
        if (!"SUCCEEDED".equals(execution.statusAsString()) && record.isEmpty()) {
            // It failed or was stopped before it wrote its first word, and holds nothing.
            require(account.records().ledger().resources(id).isEmpty(), "EveryBuildIsOnRecord", id);
            count(id, execution.statusAsString());
            return;
        }
        require(record.isPresent(), "EveryBuildIsOnRecord", id);
        require(
                record.get().status().equals(execution.statusAsString()),
                "LedgerAgreesWithStepFunctions",
                id + " is " + execution.statusAsString() + ", on record as "
                        + record.get().status());
        require(account.records().waits().of(id).isEmpty(), "NoWaitOfAnEndedBuild", id);
        if (record.get().failed()) {
            require(account.records().cards().of(id).isPresent(), "EveryFailureHasItsCard", id);
        }
        if (record.get().succeeded()) {
            succeeded(record.get());
        }
        count(id, execution.statusAsString());
    }

    private void count(String id, String status) {
        if ("SUCCEEDED".equals(status)) {
            succeeded++;
        } else if (world.hands().cancelled().contains(id)) {
            cancelled++;
        } else if (anew.contains(id)) {
            waiting++;
        }
    }

    private void succeeded(BuildRecord build) {
        String image = build.imageId().orElse("");
        var lineage = account.records().lineage().of(image);
        require(lineage.isPresent(), "EveryImageHasItsLineage", build.buildId() + ": " + image);
        require(lineage.get().verification().isPresent(), "EveryImageIsVerified", build.buildId() + ": " + image);
        require(
                available().stream().anyMatch(i -> i.imageId().equals(image)),
                "EveryImageIsThere",
                build.buildId() + ": " + image);
        var held = account.records().ledger().resources(build.buildId()).stream()
                .filter(r -> r.state() != Resource.State.CLOSED && !r.key().startsWith("image#"))
                // A row of the janitor may stand until its next run.
                .filter(r -> !r.key().startsWith(LEFTOVER))
                .map(Resource::key)
                .toList();
        require(held.isEmpty(), "ASucceededBuildHoldsNothing", build.buildId() + " holds " + held);
    }

    private List<Image> available() {
        return account.ec2().describeImages(r -> r.owners("self")).images().stream()
                .filter(i -> "available".equals(i.stateAsString()))
                .toList();
    }

    private void strangersAreUntouched() {
        var running =
                account
                        .ec2()
                        .describeInstances(r -> r.instanceIds(world.strangers().machines()))
                        .reservations()
                        .stream()
                        .flatMap(r -> r.instances().stream())
                        .filter(i -> "running".equals(i.state().nameAsString()))
                        .count();
        require(
                running == world.strangers().machines().size(),
                "NoStrangerTouched",
                "only " + running + " machines of strangers run");
        var images = available().stream().map(Image::imageId).toList();
        require(images.containsAll(world.strangers().images()), "NoStrangerTouched", "a stranger's image is gone");
    }

    /** Builds that are cancelled or were started anew hold their machines for a redrive until their leases are over. */
    private void leasesEnd() {
        for (Instance machine : Machines.ours(account)) {
            String build = Machines.build(machine).orElseThrow();
            require(
                    announced(build, machine),
                    "NoOrphanMachine",
                    machine.instanceId() + " of " + build + " is in no open row");
        }
        Instant limit = account.timeline().instant().plus(LEASE);
        while (isHeld() && account.timeline().instant().isBefore(limit)) {
            Simulation.advance(world, A_WHILE);
        }
        Simulation.advance(world, A_WHILE);
    }

    private boolean isHeld() {
        return !Machines.ours(account).isEmpty()
                || !account.records()
                        .leases()
                        .due(account.timeline().instant().plus(LEASE), 1)
                        .isEmpty();
    }

    private boolean announced(String build, Instance machine) {
        String launch = Machines.tag(machine, "kiln:launch").orElse("");
        return account.records().ledger().resources(build).stream()
                .filter(row -> row.state() != Resource.State.CLOSED)
                .anyMatch(row ->
                        row.resourceId().filter(machine.instanceId()::equals).isPresent()
                                || launch.equals(build + "/" + row.key()));
    }

    private void nothingIsHeld() {
        var machines = Machines.ours(account).stream().map(Instance::instanceId).toList();
        require(machines.isEmpty(), "NoOrphanMachine", "after all leases there are " + machines);
        for (ExecutionListItem execution : world.desk().executions()) {
            var open = account.records().ledger().resources(execution.name()).stream()
                    .filter(row -> row.key().startsWith("instance#") && row.state() != Resource.State.CLOSED)
                    .map(Resource::key)
                    .toList();
            require(open.isEmpty(), "AnEndedBuildHoldsNothing", execution.name() + " holds " + open);
        }
    }

    /** What the hourly janitor has not come to yet, it does now. */
    private void nothingIsLeftOver() {
        String janitor =
                account.deployment().function(NoMachineInUseIsRemoved.JANITOR).arn();
        var tidied = account.lambda().invoke(janitor, "{}");
        require(
                tidied instanceof Invocation.Returned returned
                        && returned.payloadJson().equals("{\"unknown\":[]}"),
                "NothingIsLeftOver",
                "the janitor says " + tidied);
        var volumes = account.ec2().describeVolumes().volumes().stream()
                .filter(v -> v.tags().stream().anyMatch(Ending::ours))
                .map(v -> v.volumeId())
                .toList();
        var interfaces = account.ec2().describeNetworkInterfaces().networkInterfaces().stream()
                .filter(i -> i.tagSet().stream().anyMatch(Ending::ours))
                .map(i -> i.networkInterfaceId())
                .toList();
        var keyPairs = account.ec2().describeKeyPairs().keyPairs().stream()
                .map(KeyPairInfo::keyName)
                .toList();
        var snapshots = account.ec2().describeSnapshots(r -> r.ownerIds("self")).snapshots().stream()
                .filter(s -> s.tags().stream().anyMatch(Ending::scaffold))
                .map(s -> s.snapshotId())
                .toList();
        var toCopy = account.ec2().describeImages(r -> r.owners("self")).images().stream()
                .filter(i -> i.tags().stream().anyMatch(Ending::scaffold))
                .map(Image::imageId)
                .toList();
        require(
                volumes.isEmpty()
                        && interfaces.isEmpty()
                        && keyPairs.isEmpty()
                        && snapshots.isEmpty()
                        && toCopy.isEmpty(),
                "NothingIsLeftOver",
                "there are the volumes " + volumes + ", the interfaces " + interfaces + ", the key pairs " + keyPairs
                        + ", the snapshots " + snapshots + " and the images to copy " + toCopy);
        for (ExecutionListItem execution : world.desk().executions()) {
            var open = account.records().ledger().resources(execution.name()).stream()
                    .filter(row -> row.key().startsWith(LEFTOVER) && row.state() != Resource.State.CLOSED)
                    .map(Resource::key)
                    .toList();
            require(open.isEmpty(), "NothingIsLeftOver", execution.name() + " still has " + open);
        }
    }

    private static boolean ours(Tag tag) {
        return tag.key().equals("kiln:deployment") && tag.value().equals("kiln");
    }

    private static boolean scaffold(Tag tag) {
        return tag.key().equals("kiln:role") && SCAFFOLDS.contains(tag.value());
    }

    private void everyReleasedImageBoots() {
        var settings = account.deployment().settings();
        var launched = new ArrayList<String>();
        for (Image image : available()) {
            if (account.records()
                    .lineage()
                    .of(image.imageId())
                    .flatMap(lineage -> lineage.verification())
                    .isPresent()) {
                launched.add(account.ec2()
                        .runInstances(r -> r.imageId(image.imageId())
                                .instanceType("m7i.large")
                                .minCount(1)
                                .maxCount(1)
                                .subnetId(settings.subnetIds().getFirst())
                                .securityGroupIds(settings.securityGroupId())
                                .iamInstanceProfile(p -> p.name(settings.instanceProfile())))
                        .instances()
                        .getFirst()
                        .instanceId());
            }
        }
        Simulation.advance(world, BOOT);
        for (String instance : launched) {
            boolean up = account.nodes()
                    .machine(instance)
                    .filter(machine ->
                            machine.agent().seenOnline() && machine.disk().complete())
                    .isPresent();
            require(up, "EveryReleasedImageBoots", instance + " did not come up");
        }
    }

    Report report() {
        int builds = world.desk().executions().size();
        return new Report(
                1,
                builds,
                succeeded,
                cancelled,
                waiting,
                world.dice().struck(),
                world.desk().redrives(),
                world.resumes().byState(),
                world.checks(),
                Machines.ours(account).size(),
                builds - succeeded - cancelled - waiting,
                Duration.between(World.START, account.timeline().instant()),
                world.trace().digest());
    }
}
