package dev.kiln.local.account;

import dev.kiln.guest.GuestScript;
import dev.kiln.json.PipelineJson;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.lineage.ImageLineage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ssm.model.Command;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** What a recipe says of volumes and of the image is what EC2 has, and a machine of it boots with them. */
class ImageOptionsTest {
    /** A snapshot that Amazon publishes, and nobody here may tag or delete. */
    private static final String MEDIA = "snap-914e5cf3c1ce2bfe1";

    private static final String WITH_MEDIA = """
            image:
              volumes: [{device: xvdm, snapshot: %s}]
            """.formatted(MEDIA);

    private final AccountLab lab = FreshAccounts.onMemoryTables(81, Faults.none());

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void rootVolume_isWhatTheRecipeSays() {
        var root = imageOf("""
                image:
                  rootVolume: {size: 60, type: gp3, iops: 6000, throughput: 500, deleteOnTermination: false}
                """).get("/dev/sda1").ebs();

        assertThat(root.volumeSize()).isEqualTo(60);
        assertThat(root.volumeTypeAsString()).isEqualTo("gp3");
        assertThat(root.iops()).isEqualTo(6000);
        assertThat(root.throughput()).isEqualTo(500);
        assertThat(root.deleteOnTermination()).isFalse();
    }

    @Test
    void volumeOfTheBuilder_comesIntoTheImageWithWhatIsOnIt() {
        var devices = imageOf("""
                builder:
                  volumes: [{device: xvdf, size: 100, type: gp3}]
                """);

        assertThat(devices.get("xvdf").ebs().snapshotId()).startsWith("snap-");
        assertThat(devices.get("xvdf").ebs().volumeSize()).isEqualTo(100);
    }

    @Test
    void volumeOfTheBuilder_leftOutOfTheImage_isGoneWithTheBuilder() {
        var devices = imageOf("""
                builder:
                  volumes: [{device: xvdf, size: 100}]
                image:
                  volumes: [{device: xvdf, leftOut: true}]
                """);

        assertThat(devices).containsOnlyKeys("/dev/sda1");
        assertThat(lab.account.ec2().describeVolumes().volumes()).isEmpty();
    }

    @Test
    void volumeFromASnapshot_isFilledFromItOnTheBuilder() {
        String snapshot = lab.bake(AccountLab.SMALL_UNSCHEDULED)
                .imageId()
                .map(id -> lab.account
                        .ec2()
                        .describeImages(r -> r.imageIds(id))
                        .images()
                        .getFirst())
                .orElseThrow()
                .blockDeviceMappings()
                .getFirst()
                .ebs()
                .snapshotId();

        var devices = imageOf("""
                builder:
                  volumes: [{device: xvdg, snapshot: %s}]
                """.formatted(snapshot));

        assertThat(devices.get("xvdg").ebs().snapshotId()).isNotEqualTo(snapshot);
    }

    @Test
    void volumeOfTheBuilder_isADriveBeforeTheFirstStep() {
        imageOf("""
                builder:
                  volumes: [{device: xvdf, size: 100, driveLetter: D, label: Data}]
                """);

        var commands = lab.account.ssm().listCommands().commands().stream()
                .sorted(Comparator.comparing(Command::requestedDateTime))
                .toList();
        assertThat(commands.getFirst().comment()).endsWith("initialize disks");
        assertThat(commands.getFirst().statusAsString()).isEqualTo("Success");
    }

    @Test
    void volumesWithLetters_areDrivesOnAMachineOfTheImage() {
        imageOf("""
                builder:
                  volumes: [{device: xvdf, size: 100, driveLetter: D, label: Data}]
                image:
                  volumes: [{device: xvdh, size: 50, driveLetter: E}]
                """);

        var looked = lab.account.ssm().listCommands().commands().stream()
                .flatMap(command ->
                        GuestScript.CHECK_BOOT.arguments(command.parameters().get("commands")).stream())
                .map(PipelineJson::tree)
                .findFirst()
                .orElseThrow();
        assertThat(looked.path("drives"))
                .extracting(drive -> drive.path("device").asText() + " "
                        + drive.path("letter").asText())
                .containsExactly("xvdf D", "xvdh E");
    }

    @Test
    void volumeWithALetter_isADriveOnAMachineOfTheImageOfAnOlderAgent() {
        BuildRecord build = lab.bake(onServer2019("""
                builder:
                  volumes: [{device: xvdf, size: 100, driveLetter: T}]
                """));

        assertThat(build.status()).as(build.toString()).isEqualTo("SUCCEEDED");
    }

    @Test
    void volumeThatTheImageAddsAsADrive_isRefusedBeforeTheFirstStepByAnOlderAgent() {
        BuildRecord build = lab.bake(onServer2019("""
                image:
                  volumes: [{device: xvdh, size: 50, driveLetter: E}]
                """));

        assertThat(build.status()).isEqualTo("FAILED");
        assertThat(build.cause().orElseThrow())
                .contains(
                        "would not have their drives",
                        "- EC2Launch v1 cannot make the drive E: (xvdh)",
                        "write it under builder.volumes",
                        "with no step done on it");
        assertThat(lab.account.ssm().listCommands().commands())
                .singleElement()
                .satisfies(command -> assertThat(command.comment()).endsWith("initialize disks"));
    }

    @Test
    void volumeThatTheImageOfARunningInstanceAddsAsADrive_isADriveOnItsMachines() {
        String recipe = AccountLab.SMALL_UNSCHEDULED.replace(
                "{ssm: /aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base}",
                "{instance: " + lab.launchByHand() + "}");

        BuildRecord build = lab.bake(recipe + """
                image:
                  volumes: [{device: xvdh, size: 50, driveLetter: E}]
                """);

        assertThat(build.status()).as(build.toString()).isEqualTo("SUCCEEDED");
    }

    private static String onServer2019(String lines) {
        return AccountLab.SMALL_UNSCHEDULED.replace("Server-2022", "Server-2019") + lines;
    }

    @Test
    void volumesOfTheImage_areAddedWhenItIsMade() {
        var devices = imageOf("""
                image:
                  volumes:
                    - {device: xvdi, size: 20, deleteOnTermination: false}
                    - {device: xvdca, instanceStore: ephemeral0}
                """);

        assertThat(devices.get("xvdi").ebs().volumeSize()).isEqualTo(20);
        assertThat(devices.get("xvdi").ebs().deleteOnTermination()).isFalse();
        assertThat(devices.get("xvdca").virtualName()).isEqualTo("ephemeral0");
    }

    @Test
    void volumeOfTheImage_fromASnapshot_isFilledFromThatOne() {
        var devices = imageOf(WITH_MEDIA);

        assertThat(devices.get("xvdm").ebs().snapshotId()).isEqualTo(MEDIA);
        assertThat(lab.account.records().lineage().ofRecipe("disks"))
                .extracting(ImageLineage::snapshotIds)
                .containsExactly(List.of(devices.get("/dev/sda1").ebs().snapshotId()));
    }

    @Test
    void volumeOfTheImage_fromASnapshot_isCopiedWithAnImageThatIsEncryptedSo() {
        var devices = imageOf(WITH_MEDIA + "  encryption: {by: copy}\n");

        assertThat(devices.get("xvdm").ebs().snapshotId()).isNotEqualTo(MEDIA);
        assertThat(snapshots("self"))
                .containsExactlyInAnyOrder(
                        devices.get("/dev/sda1").ebs().snapshotId(),
                        devices.get("xvdm").ebs().snapshotId());
        assertThat(snapshots("amazon")).contains(MEDIA);
    }

    @Test
    void encryption_isThatOfAllVolumes() {
        var devices = imageOf("""
                builder:
                  volumes: [{device: xvdf, size: 100}]
                image:
                  encryption: {}
                  volumes: [{device: xvdi, size: 20}]
                """);

        assertThat(devices.values()).hasSize(3).allMatch(device -> device.ebs().encrypted());
    }

    @Test
    void settings_areToldToEc2() {
        imageOf("""
                image:
                  requireImdsV2: true
                  deprecateAfterDays: 90
                  protection: withCooldown
                """);
        var image =
                lab.account.ec2().describeImages(r -> r.owners("self")).images().getFirst();

        assertThat(image.imdsSupportAsString()).isEqualTo("v2.0");
        assertThat(image.deprecationTime()).startsWith("2027-02-23T");
        assertThat(image.deregistrationProtection()).isEqualTo("enabled-with-cooldown");
    }

    private List<String> snapshots(String owner) {
        return lab.account.ec2().describeSnapshots(r -> r.ownerIds(owner)).snapshots().stream()
                .map(Snapshot::snapshotId)
                .toList();
    }

    private SortedMap<String, BlockDeviceMapping> imageOf(String lines) {
        BuildRecord build = lab.bake(AccountLab.SMALL_UNSCHEDULED.replace("name: small", "name: disks") + lines);
        assertThat(build.status()).as(build.toString()).isEqualTo("SUCCEEDED");
        String image = build.imageId().orElseThrow();
        var devices = new TreeMap<String, BlockDeviceMapping>();
        lab.account
                .ec2()
                .describeImages(r -> r.imageIds(image))
                .images()
                .getFirst()
                .blockDeviceMappings()
                .forEach(device -> devices.put(device.deviceName(), device));
        return devices;
    }
}
