package dev.kiln.local.account;

import dev.kiln.ledger.BuildRecord;
import dev.kiln.lineage.VolumeEncryption;
import dev.kiln.step.Retirement.Outcome;
import dev.kiln.step.Retirement.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Volume;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** What an image has from its parent: volumes, instance stores and encryption, and how a recipe leaves them out. */
class ParentVolumesTest {
    private static final String PARENT = AccountLab.SMALL_UNSCHEDULED.replace("name: small", "name: parent");
    private static final String CHILD = """
            name: child
            parent: {recipe: parent}
            steps:
              - {name: one, powershell: "Write-Output 'one'"}
            schedule: never
            """;

    private final AccountLab lab = FreshAccounts.onMemoryTables(83, Faults.none());

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void volumeOfTheParent_isInTheImage() {
        bake(PARENT + "builder: {volumes: [{device: xvdf, size: 100}]}\n");

        var image = bake(CHILD);

        assertThat(devices(image)).containsOnlyKeys("/dev/sda1", "xvdf");
    }

    @Test
    void volumeOfTheParent_leftOutOfTheImage_isOnTheBuilderAlone() {
        bake(PARENT + "builder: {volumes: [{device: xvdf, size: 100}]}\n");
        String id = lab.upload(CHILD + "image: {volumes: [{device: xvdf, leftOut: true}]}\n");
        lab.runUntilCalls("ec2:CreateImage", 2);
        assertThat(volumes()).extracting(Volume::size).contains(100);
        lab.account.runUntilQuiet();

        assertThat(devices(image(lab.build(id)))).containsOnlyKeys("/dev/sda1");
        assertThat(volumes()).isEmpty();
    }

    @Test
    void volumeOfTheParent_leftOutOfTheBuilder_isNeverMade() {
        bake(PARENT + "builder: {volumes: [{device: xvdf, size: 100}]}\n");
        String id = lab.upload(CHILD + "builder: {volumes: [{device: xvdf, leftOut: true}]}\n");
        lab.runUntilCalls("ec2:CreateImage", 2);
        assertThat(volumes()).hasSize(1);
        lab.account.runUntilQuiet();

        assertThat(devices(image(lab.build(id)))).containsOnlyKeys("/dev/sda1");
    }

    @Test
    void instanceStoreOfTheParent_isInTheImage() {
        bake(PARENT + "image: {volumes: [{device: xvdca, instanceStore: ephemeral0}]}\n");

        var image = bake(CHILD);

        assertThat(devices(image).get("xvdca").virtualName()).isEqualTo("ephemeral0");
    }

    @Test
    void instanceStoreOfTheParent_leftOut_isNotInTheImage() {
        bake(PARENT + "image: {volumes: [{device: xvdca, instanceStore: ephemeral0}]}\n");

        var image = bake(CHILD + "image: {volumes: [{device: xvdca, leftOut: true}]}\n");

        assertThat(devices(image)).containsOnlyKeys("/dev/sda1");
    }

    @Test
    void volumeOfTheImage_fromASnapshot_isOnEachMachineAndStaysWhoseItIs() {
        String data = dataSnapshot();
        String id = lab.upload(PARENT.replace("parent\n", "server\n") + "image: {volumes: [{device: xvdi, snapshot: "
                + data + "}]}\n");
        lab.runUntilCalls("ec2:RunInstances", 3);
        assertThat(volumes()).extracting(Volume::snapshotId).contains(data);
        lab.account.runUntilQuiet();

        var image = image(lab.build(id));
        assertThat(devices(image).get("xvdi").ebs().snapshotId()).isEqualTo(data);
        assertThat(lab.account.ec2().tags(data).orElseThrow()).isEmpty();
        assertThat(lab.lineage(lab.build(id)).snapshotIds()).hasSize(1).doesNotContain(data);
    }

    @Test
    void imageWithAVolumeFromASnapshot_isRetiredWithoutThatSnapshot() {
        String data = dataSnapshot();
        var image = bake(PARENT + "image: {volumes: [{device: xvdi, snapshot: " + data + "}]}\n");
        lab.account.timeline().runTo(lab.account.timeline().instant().plus(Duration.ofHours(2)));

        var retirement = lab.account.retirement();
        if (!(retirement.look(image.imageId()) instanceof Verdict.Retirable retirable)) {
            throw new AssertionError("it is kept");
        }

        assertThat(retirement.retire(retirable)).isEqualTo(new Outcome.Retired(List.of()));
        assertThat(lab.account.ec2().describeSnapshots(r -> r.ownerIds("self")).snapshots())
                .extracting(Snapshot::snapshotId)
                .containsExactly(data);
    }

    @Test
    void encryptedParent_makesAnEncryptedImage() {
        bake(PARENT + "image: {encryption: {kmsKey: alias/images}}\n");

        var build = lab.bake(CHILD);

        var image = image(build);
        assertThat(lab.lineage(build).encryption())
                .contains(new VolumeEncryption(List.of("/dev/sda1"), List.of("alias/images")));
        assertThat(devices(image).get("/dev/sda1").ebs().encrypted()).isTrue();
        assertThat(snapshotsOf(image)).allSatisfy(snapshot -> {
            assertThat(snapshot.encrypted()).isTrue();
            assertThat(snapshot.kmsKeyId()).isEqualTo("alias/images");
        });
    }

    @Test
    void imageWithoutEncryption_saysNoneOfItsLineage() {
        assertThat(lab.lineage(lab.bake(PARENT)).encryption()).isEmpty();
    }

    @Test
    void emptyVolumeOfTheImage_encryptedAsTheRecipeWants_isInTheLineageToo() {
        var build =
                lab.bake(PARENT + "image: {encryption: {kmsKey: alias/images}, volumes: [{device: xvdi, size: 20}]}\n");

        assertThat(lab.lineage(build).encryption())
                .contains(new VolumeEncryption(List.of("/dev/sda1", "xvdi"), List.of("alias/images")));
    }

    /** One that a person made, and that Kiln was not given. */
    private String dataSnapshot() {
        String machine = lab.launchUntagged();
        String snapshot = lab.account
                .ec2()
                .createSnapshots(r -> r.instanceSpecification(i -> i.instanceId(machine)))
                .snapshots()
                .getFirst()
                .snapshotId();
        lab.account.runUntilQuiet();
        lab.account.ec2().terminateInstances(r -> r.instanceIds(machine));
        return snapshot;
    }

    private Image bake(String recipe) {
        return image(lab.bake(recipe));
    }

    private Image image(BuildRecord build) {
        assertThat(build.status()).as(build.toString()).isEqualTo("SUCCEEDED");
        return lab.account
                .ec2()
                .describeImages(r -> r.imageIds(build.imageId().orElseThrow()))
                .images()
                .getFirst();
    }

    private static SortedMap<String, BlockDeviceMapping> devices(Image image) {
        var devices = new TreeMap<String, BlockDeviceMapping>();
        image.blockDeviceMappings().forEach(device -> devices.put(device.deviceName(), device));
        return devices;
    }

    private List<Snapshot> snapshotsOf(Image image) {
        var ids = image.blockDeviceMappings().stream()
                .map(device -> device.ebs().snapshotId())
                .toList();
        return lab.account.ec2().describeSnapshots(r -> r.snapshotIds(ids)).snapshots();
    }

    private List<Volume> volumes() {
        return lab.account.ec2().describeVolumes().volumes();
    }
}
