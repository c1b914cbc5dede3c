package dev.kiln.local.ec2;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeRequest;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeModification;

import java.time.Duration;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

/** ModifyVolume, and what becomes of it. */
class VolumeModificationTest {
    private static final Duration UNTIL_IN_FORCE = Duration.ofMinutes(1);
    private static final Duration UNTIL_COMPLETED = Duration.ofHours(4);

    private final Ec2Lab lab = new Ec2Lab();
    private final String instance = lab.running();

    @Test
    void modification_comesIntoForceAfterSeconds_andIsCompletedAfterHours() {
        grow(60);
        assertThat(volume().size()).isEqualTo(30);
        assertThat(modification().modificationStateAsString()).isEqualTo("modifying");

        lab.pass(UNTIL_IN_FORCE);
        assertThat(volume().size()).isEqualTo(60);
        assertThat(modification().modificationStateAsString()).isEqualTo("optimizing");

        lab.pass(UNTIL_COMPLETED);
        assertThat(modification().modificationStateAsString()).isEqualTo("completed");
        assertThat(modification().originalSize()).isEqualTo(30);
        assertThat(modification().targetSize()).isEqualTo(60);
    }

    @Test
    void modification_tellsTheGuestHowLargeItsRootVolumeIs() {
        grow(60);

        lab.pass(UNTIL_IN_FORCE);

        assertThat(lab.guest(instance).asked).contains("root volume is 60 GiB");
    }

    @Test
    void modification_ofTheType_leavesTheSize() {
        modify(r -> r.volumeType("gp3").iops(4000).throughput(250));

        lab.pass(UNTIL_IN_FORCE);

        assertThat(volume().size()).isEqualTo(30);
        assertThat(volume().volumeTypeAsString()).isEqualTo("gp3");
        assertThat(volume().iops()).isEqualTo(4000);
        assertThat(volume().throughput()).isEqualTo(250);
    }

    @Test
    void image_ofAVolumeThatWasModified_hasItsNewSize() {
        grow(60);
        lab.pass(UNTIL_IN_FORCE);

        var image = lab.describedImageOf(lab.image(instance, "grown"));

        assertThat(image.blockDeviceMappings().getFirst().ebs().volumeSize()).isEqualTo(60);
    }

    @Test
    void shrinking_isRefused() {
        assertThat(Ec2Lab.code(() -> grow(20))).isEqualTo("InvalidParameterValue");
    }

    @Test
    void nothingToModify_isRefused() {
        assertThat(Ec2Lab.code(() -> modify(r -> {}))).isEqualTo("MissingParameter");
    }

    @Test
    void throughputOfAnotherTypeThanGp3_isRefused() {
        assertThat(Ec2Lab.code(() -> modify(r -> r.volumeType("gp2").throughput(250))))
                .isEqualTo("InvalidParameterCombination");
    }

    @Test
    void another_beforeTheLastIsCompleted_isRefused() {
        grow(60);
        assertThat(Ec2Lab.error(() -> grow(70)).getMessage())
                .contains("cannot be modified in modification state MODIFYING");

        lab.pass(UNTIL_IN_FORCE);

        assertThat(Ec2Lab.code(() -> grow(70))).isEqualTo("IncorrectModificationState");
    }

    @Test
    void fifth_within24Hours_isRefused_andAcceptedLater() {
        for (int size = 40; size < 80; size += 10) {
            grow(size);
            lab.pass(UNTIL_COMPLETED);
        }
        assertThat(Ec2Lab.code(() -> grow(80))).isEqualTo("VolumeModificationRateExceeded");

        lab.pass(Duration.ofHours(9));

        grow(80);
    }

    @Test
    void neverModified_isNotAmongTheModifications() {
        assertThat(lab.ec2.describeVolumesModifications().volumesModifications())
                .isEmpty();
    }

    @Test
    void modificationUnderWay_ofAnAccountFromFile_comesIntoForce() {
        grow(60);
        var other = new Ec2Lab(lab.timeline.instant());

        other.ec2.restore(lab.ec2.state());
        other.pass(UNTIL_IN_FORCE);

        assertThat(other.ec2.describeVolumes().volumes())
                .extracting(Volume::size)
                .containsExactly(60);
    }

    private void grow(int size) {
        modify(r -> r.size(size));
    }

    private void modify(Consumer<ModifyVolumeRequest.Builder> what) {
        String id = volume().volumeId();
        lab.ec2.modifyVolume(r -> r.volumeId(id).applyMutation(what));
    }

    private Volume volume() {
        var ofInstance =
                Filter.builder().name("attachment.instance-id").values(instance).build();
        var root =
                Filter.builder().name("attachment.device").values("/dev/sda1").build();
        return lab.ec2
                .describeVolumes(r -> r.filters(ofInstance, root))
                .volumes()
                .getFirst();
    }

    private VolumeModification modification() {
        var ofVolume =
                Filter.builder().name("volume-id").values(volume().volumeId()).build();
        return lab.ec2
                .describeVolumesModifications(r -> r.filters(ofVolume))
                .volumesModifications()
                .getFirst();
    }
}
