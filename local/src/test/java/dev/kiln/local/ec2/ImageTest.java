package dev.kiln.local.ec2;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Tag;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

import static dev.kiln.local.ec2.Ec2Lab.code;
import static dev.kiln.local.ec2.Ec2Lab.error;
import static dev.kiln.local.ec2.Ec2Lab.launch;
import static dev.kiln.local.ec2.Ec2Lab.tags;
import static org.assertj.core.api.Assertions.assertThat;

/** From CreateImage to DeregisterImage, with the snapshots. */
class ImageTest {
    private final Ec2Lab lab = new Ec2Lab();

    @Test
    void create_isPendingAndThenAvailableWithItsSnapshots() {
        var id = lab.image(lab.stopped(), "iis");
        lab.pass(Duration.ofSeconds(4));
        assertThat(lab.describedImage(id).stateAsString()).isEqualTo("pending");

        lab.pass(Duration.ofMinutes(20));

        assertThat(lab.describedImage(id).stateAsString()).isEqualTo("available");
        assertThat(snapshotOf(id)).satisfies(s -> {
            assertThat(s.stateAsString()).isEqualTo("completed");
            assertThat(s.progress()).isEqualTo("100%");
            assertThat(s.volumeSize()).isEqualTo(30);
        });
    }

    private Snapshot snapshotOf(String imageId) {
        return lab.describedSnapshot(lab.describedImage(imageId)
                .blockDeviceMappings()
                .getFirst()
                .ebs()
                .snapshotId());
    }

    @Test
    void create_tellsTheSnapshotAndThenTheImageInTheirShapes() {
        var id = lab.availableImage("iis");
        var snapshot = snapshotOf(id);

        assertThat(lab.events).satisfies(events -> {
            var last = events.getLast();
            assertThat(last.path("detail-type").asText()).isEqualTo("EC2 AMI State Change");
            assertThat(last.path("resource").asText()).isEqualTo("arn:aws:ec2:us-east-1::image/" + id);
            assertThat(last.path("detail").path("ImageId").asText()).isEqualTo(id);
            assertThat(last.path("detail").path("State").asText()).isEqualTo("available");
            assertThat(last.path("detail").path("ErrorMessage").asText()).isEmpty();
            assertThat(last.path("detail").path("RequestId").asText()).hasSize(36);
        });
        assertThat(lab.details("EBS Snapshot Notification")).singleElement().satisfies(detail -> {
            assertThat(detail.path("event").asText()).isEqualTo("createSnapshot");
            assertThat(detail.path("result").asText()).isEqualTo("succeeded");
            assertThat(detail.path("snapshot_id").asText())
                    .isEqualTo("arn:aws:ec2::us-east-1:snapshot/" + snapshot.snapshotId());
            assertThat(detail.path("source").asText())
                    .isEqualTo("arn:aws:ec2::us-east-1:volume/" + snapshot.volumeId());
        });
    }

    @Test
    void create_isDescribedWithItsOrigin() {
        var instance = lab.stopped();
        var id = lab.image(instance, "iis");
        lab.pass(Duration.ofSeconds(4));

        assertThat(lab.describedImage(id)).satisfies(i -> {
            assertThat(i.name()).isEqualTo("iis");
            assertThat(i.ownerId()).isEqualTo("123456789012");
            assertThat(i.sourceInstanceId()).isEqualTo(instance);
            assertThat(i.sourceImageId()).isEqualTo(Ec2Lab.PARENT);
            assertThat(i.platformAsString()).isEqualTo("windows");
            assertThat(i.rootDeviceName()).isEqualTo("/dev/sda1");
            assertThat(i.creationDate()).matches("2026-03-11T09:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(i.publicLaunchPermissions()).isFalse();
        });
        assertThat(snapshotOf(id).description()).isEqualTo("Created by CreateImage(" + instance + ") for " + id);
    }

    @Test
    void create_keepsTheDiskOfThatInstant() {
        var instance = lab.stopped();
        lab.guest(instance).disk = Ec2Lab.disk("THEN");
        var image = lab.image(instance, "iis");
        lab.guest(instance).disk = Ec2Lab.disk("LATER");
        lab.pass(Duration.ofMinutes(20));

        var child = lab.launched(launch().imageId(image));

        assertThat(lab.guest(child).disk.computerName()).isEqualTo("THEN");
    }

    @Test
    void create_ofARunningInstance_rebootsIt() {
        var instance = lab.running();

        lab.ec2.createImage(r -> r.instanceId(instance).name("running"));
        lab.pass(Duration.ofMinutes(1));

        assertThat(lab.guest(instance).asked).containsExactly("powerOn", "shutDown", "powerOn");
        assertThat(lab.statesTold(instance)).containsExactly("pending", "running");
    }

    @Test
    void create_ofARunningInstanceWithoutReboot_leavesTheGuestAlone() {
        var instance = lab.running();

        lab.image(instance, "running");
        lab.pass(Duration.ofMinutes(1));

        assertThat(lab.guest(instance).asked).containsExactly("powerOn");
    }

    @Test
    void create_thenTerminateTheSource_stillEndsWithTheImage() {
        var instance = lab.stopped();
        var image = lab.image(instance, "iis");

        lab.ec2.terminateInstances(r -> r.instanceIds(instance));
        lab.pass(Duration.ofMinutes(20));

        assertThat(lab.describedImage(image).stateAsString()).isEqualTo("available");
    }

    @Test
    void create_ofATerminatedInstance_isRefused() {
        var instance = lab.stopped();
        lab.ec2.terminateInstances(r -> r.instanceIds(instance));

        assertThat(error(() -> lab.image(instance, "iis")))
                .hasMessageContaining("Instance is not in state 'running' or 'stopping' or 'stopped'");
    }

    @Test
    void create_tagsImageAndSnapshots() {
        var instance = lab.stopped();
        var id = lab.ec2
                .createImage(r -> r.instanceId(instance)
                        .name("iis")
                        .tagSpecifications(tags(ResourceType.IMAGE, "i"), tags(ResourceType.SNAPSHOT, "s")))
                .imageId();
        lab.pass(Duration.ofSeconds(4));

        assertThat(lab.describedImage(id).tags()).extracting(Tag::key).containsExactly("i");
        assertThat(snapshotOf(id).tags()).extracting(Tag::key).containsExactly("s");
    }

    @Test
    void create_taggingAnythingElse_isRefused() {
        var instance = lab.stopped();

        assertThat(code(() -> lab.ec2.createImage(
                        r -> r.instanceId(instance).name("iis").tagSpecifications(tags(ResourceType.INSTANCE, "i")))))
                .isEqualTo("InvalidParameterValue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "2026-03-11T09:00", "a+b+c", "plus\nminus"})
    void create_nameThatEc2DoesNotTake_isMalformed(String name) {
        var instance = lab.stopped();

        assertThat(code(() -> lab.image(instance, name))).isEqualTo("InvalidAMIName.Malformed");
        assertThat(code(() -> lab.image(instance, "n".repeat(129)))).isEqualTo("InvalidAMIName.Malformed");
    }

    @Test
    void create_nameOfAllowedCharacters_isTaken() {
        assertThat(lab.image(lab.stopped(), "a/B (1) [2] .-_'@")).startsWith("ami-");
    }

    @Test
    void create_longDescription_isRefused() {
        var instance = lab.stopped();

        assertThat(code(() -> lab.ec2.createImage(
                        r -> r.instanceId(instance).name("iis").description("d".repeat(256)))))
                .isEqualTo("InvalidParameterValue");
    }

    @Test
    void create_nameInUse_isADuplicateThatNamesTheImage() {
        var instance = lab.stopped();
        var first = lab.image(instance, "iis");

        assertThat(error(() -> lab.image(instance, "iis")))
                .hasMessageContaining("AMI name iis is already in use by AMI " + first)
                .returns("InvalidAMIName.Duplicate", e -> e.awsErrorDetails().errorCode());
    }

    @Test
    void create_nameOfADeregisteredImage_isFreeAfterAWhile() {
        var image = lab.availableImage("iis");
        var other = lab.stopped();
        lab.ec2.deregisterImage(r -> r.imageId(image));
        assertThat(error(() -> lab.image(other, "iis"))).hasMessageContaining(image);

        lab.pass(Duration.ofMinutes(2));

        assertThat(lab.image(other, "iis")).isNotEqualTo(image);
    }

    @Test
    void create_deviceLeftOut_isNotSnapshotted() {
        var instance = twoVolumes();

        var image = lab.describedImageOf(create(instance, device("xvdf").noDevice("")));

        assertThat(image.blockDeviceMappings()).extracting(d -> d.deviceName()).containsExactly("/dev/sda1");
    }

    @Test
    void create_everyVolumeIsSnapshotted() {
        var image = lab.describedImageOf(lab.image(twoVolumes(), "iis"));

        assertThat(image.blockDeviceMappings()).extracting(d -> d.deviceName()).containsExactly("/dev/sda1", "xvdf");
        assertThat(image.blockDeviceMappings())
                .extracting(d -> d.ebs().snapshotId())
                .doesNotHaveDuplicates();
    }

    @Test
    void create_devicesAdded_areInTheMappingWithoutSnapshot() {
        var image = lab.describedImageOf(create(
                lab.stopped(),
                device("xvdc").virtualName("ephemeral0"),
                device("xvdd").ebs(e -> e.volumeSize(5))));

        assertThat(image.blockDeviceMappings().get(1).virtualName()).isEqualTo("ephemeral0");
        assertThat(image.blockDeviceMappings().get(2).ebs().volumeSize()).isEqualTo(5);
        assertThat(image.blockDeviceMappings().get(2).ebs().snapshotId()).isNull();
    }

    @Test
    void create_existingVolumeChanged_isRefusedButForDeletion() {
        var instance = lab.stopped();

        assertThat(code(() -> create(instance, device("/dev/sda1").ebs(e -> e.volumeSize(60)))))
                .isEqualTo("InvalidBlockDeviceMapping");
        assertThat(code(() -> create(instance, device("/dev/sda1").ebs(e -> e.encrypted(true)))))
                .isEqualTo("InvalidBlockDeviceMapping");
        assertThat(code(() -> create(instance, device("/dev/sda1").noDevice(""))))
                .isEqualTo("InvalidBlockDeviceMapping");
        var image = lab.describedImageOf(create(instance, device("/dev/sda1").ebs(e -> e.deleteOnTermination(false))));
        assertThat(image.blockDeviceMappings().getFirst().ebs().deleteOnTermination())
                .isFalse();
    }

    private String twoVolumes() {
        return lab.running(launch().blockDeviceMappings(
                        device("xvdf").ebs(e -> e.volumeSize(10)).build()));
    }

    private String create(String instance, BlockDeviceMapping.Builder... devices) {
        var mappings =
                Arrays.stream(devices).map(BlockDeviceMapping.Builder::build).toList();
        return lab.ec2
                .createImage(r -> r.instanceId(instance).name("mapped").blockDeviceMappings(mappings))
                .imageId();
    }

    private static BlockDeviceMapping.Builder device(String name) {
        return BlockDeviceMapping.builder().deviceName(name);
    }

    @Test
    void create_faultOfTheAccount_endsInAFailedImageWithItsReason() {
        lab.ec2.imageFaults(name -> Optional.of(new StoredReason("Client.InternalError", "KMS key is disabled")));

        var id = lab.availableImage("iis");

        assertThat(lab.describedImage(id).stateAsString()).isEqualTo("failed");
        assertThat(lab.describedImage(id).stateReason().message()).isEqualTo("KMS key is disabled");
        assertThat(snapshotOf(id).stateAsString()).isEqualTo("error");
        assertThat(lab.events.getLast().path("detail").path("State").asText()).isEqualTo("failed");
        assertThat(lab.events.getLast().path("detail").path("ErrorMessage").asText())
                .isEqualTo("KMS key is disabled");
    }

    @Test
    void deregister_endsTheImageAndKeepsItsSnapshots() {
        var image = lab.availableImage("iis");
        var snapshot = snapshotOf(image).snapshotId();

        lab.ec2.deregisterImage(r -> r.imageId(image));

        assertThat(code(() -> lab.describedImage(image))).isEqualTo("InvalidAMIID.Unavailable");
        assertThat(code(() -> lab.ec2.deregisterImage(r -> r.imageId(image)))).isEqualTo("InvalidAMIID.Unavailable");
        assertThat(lab.describedSnapshot(snapshot).stateAsString()).isEqualTo("completed");
        assertThat(lab.events.getLast().path("detail").path("State").asText()).isEqualTo("deregistered");
    }

    @Test
    void deregister_withItsSnapshots_saysWhatBecameOfEach() {
        var image = lab.availableImage("iis");
        var snapshot = snapshotOf(image).snapshotId();

        var answer = lab.ec2.deregisterImage(r -> r.imageId(image).deleteAssociatedSnapshots(true));

        assertThat(answer.deleteSnapshotResults()).singleElement().satisfies(result -> {
            assertThat(result.snapshotId()).isEqualTo(snapshot);
            assertThat(result.returnCodeAsString()).isEqualTo("success");
        });
        assertThat(code(() -> lab.describedSnapshot(snapshot))).isEqualTo("InvalidSnapshot.NotFound");
    }

    @Test
    void deregister_whilePending_neverBecomesAvailable() {
        var image = lab.image(lab.stopped(), "iis");
        lab.pass(Duration.ofSeconds(4));

        lab.ec2.deregisterImage(r -> r.imageId(image));
        lab.pass(Duration.ofMinutes(20));

        assertThat(lab.details("EC2 AMI State Change"))
                .extracting(d -> d.path("State").asText())
                .containsExactly("deregistered");
        assertThat(lab.details("EBS Snapshot Notification")).hasSize(1);
    }

    @Test
    void deregister_ofAmazonsImage_isNotAllowed() {
        assertThat(error(() -> lab.ec2.deregisterImage(r -> r.imageId(Ec2Lab.PARENT))))
                .returns("AuthFailure", e -> e.awsErrorDetails().errorCode())
                .returns(403, e -> e.statusCode());
    }

    @Test
    void deleteSnapshot_ofAnImage_isInUseUntilTheImageIsGone() {
        var image = lab.availableImage("iis");
        var snapshot = snapshotOf(image).snapshotId();
        assertThat(error(() -> lab.ec2.deleteSnapshot(r -> r.snapshotId(snapshot))))
                .hasMessageContaining("The snapshot " + snapshot + " is currently in use by " + image)
                .returns("InvalidSnapshot.InUse", e -> e.awsErrorDetails().errorCode());

        lab.ec2.deregisterImage(r -> r.imageId(image));
        lab.ec2.deleteSnapshot(r -> r.snapshotId(snapshot));

        assertThat(code(() -> lab.ec2.deleteSnapshot(r -> r.snapshotId(snapshot))))
                .isEqualTo("InvalidSnapshot.NotFound");
    }
}
