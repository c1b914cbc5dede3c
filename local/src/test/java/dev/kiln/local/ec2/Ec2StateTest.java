package dev.kiln.local.ec2;

import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.ResourceType;

import java.time.Duration;

import static dev.kiln.local.ec2.Ec2Lab.code;
import static dev.kiln.local.ec2.Ec2Lab.launch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An account that outlives its process. */
class Ec2StateTest {
    private final Ec2Lab before = new Ec2Lab();

    /** The account after a way over a file, in a process that begins at the instant at which the other ended. */
    private Ec2Lab after() {
        var lab = new Ec2Lab(before.timeline.instant());
        lab.ec2.restore(PipelineJson.read(PipelineJson.write(before.ec2.state()), Ec2State.class));
        return lab;
    }

    private void everything() {
        var image = before.availableImage("kept");
        before.running(launch().imageId(image)
                .clientToken("t")
                .blockDeviceMappings(Ec2Lab.device("xvdf", e -> e.volumeSize(10)))
                .tagSpecifications(Ec2Lab.tags(ResourceType.INSTANCE, "a")));
        var gone = before.availableImage("gone");
        before.ec2.deregisterImage(r -> r.imageId(gone));
        before.image(before.stopped(), "pending");
        var terminated = before.running();
        before.ec2.terminateInstances(r -> r.instanceIds(terminated));
        before.pass(Duration.ofMinutes(2));
    }

    @Test
    void state_overJson_isTheSame() {
        everything();
        var state = before.ec2.state();

        assertThat(PipelineJson.read(PipelineJson.write(state), Ec2State.class)).isEqualTo(state);
    }

    @Test
    void state_ofARestoredAccount_isTheSameButForItsLives() {
        everything();
        var state = before.ec2.state();

        var restored = after().ec2.state();

        assertThat(restored.lives()).isEqualTo(1);
        assertThat(restored).usingRecursiveComparison().ignoringFields("lives").isEqualTo(state);
    }

    @Test
    void describe_ofARestoredAccount_answersTheSame() {
        everything();

        var lab = after();

        assertThat(lab.ec2.describeInstances()).isEqualTo(before.ec2.describeInstances());
        assertThat(lab.ec2.describeImages()).isEqualTo(before.ec2.describeImages());
        assertThat(lab.ec2.describeSnapshots()).isEqualTo(before.ec2.describeSnapshots());
        assertThat(lab.ec2.describeVolumes()).isEqualTo(before.ec2.describeVolumes());
    }

    @Test
    void runningInstance_resumesWithItsDiskAndWithoutABoot() {
        var id = before.running();
        before.guest(id).disk = Ec2Lab.disk("CHANGED");

        var guest = after().guest(id);

        assertThat(guest.asked).containsExactly("resume");
        assertThat(guest.disk.computerName()).isEqualTo("CHANGED");
    }

    @Test
    void pendingInstance_starts() {
        var id = before.launched();
        before.pass(Duration.ofSeconds(4));
        var lab = after();

        lab.pass(Duration.ofMinutes(1));

        assertThat(lab.state(id)).isEqualTo("running");
        assertThat(lab.guest(id).asked).containsExactly("powerOn");
    }

    @Test
    void stoppingInstance_whoseGuestIsStillUp_isAskedAgain() {
        var id = before.running();
        before.ec2.stopInstances(r -> r.instanceIds(id));
        var lab = after();

        lab.pass(Duration.ofMinutes(2));

        assertThat(lab.state(id)).isEqualTo("stopped");
        assertThat(lab.guest(id).asked).containsExactly("resume", "shutDown");
    }

    @Test
    void stoppingInstance_whoseGuestIsDown_stops() {
        var id = before.running();
        before.ec2.stopInstances(r -> r.instanceIds(id));
        before.pass(ScriptedGuest.GOES_DOWN_IN);
        var lab = after();

        lab.pass(Duration.ofMinutes(1));

        assertThat(lab.state(id)).isEqualTo("stopped");
        assertThat(lab.guest(id).asked).isEmpty();
    }

    @Test
    void rebootForAnImage_isFinished() {
        var id = before.running();
        before.ec2.createImage(r -> r.instanceId(id).name("running"));
        var lab = after();

        lab.pass(Duration.ofMinutes(2));

        assertThat(lab.guest(id).asked).containsExactly("resume", "shutDown", "powerOn");
    }

    @Test
    void terminatedInstance_hasNoGuestThatAnybodyComesBackTo() {
        var id = before.running();
        before.ec2.terminateInstances(r -> r.instanceIds(id));
        var leaving = after();
        before.pass(Duration.ofMinutes(2));

        assertThat(leaving.guest(id).asked).containsExactly("discard");
        assertThat(after().guest(id).asked).containsExactly("discard");
    }

    @Test
    void instanceOnItsWayOut_isTerminatedAndForgottenInTime() {
        var id = before.running();
        before.ec2.terminateInstances(r -> r.instanceIds(id));
        var lab = after();
        lab.pass(Duration.ofMinutes(2));
        assertThat(lab.state(id)).isEqualTo("terminated");

        lab.pass(Duration.ofHours(2));

        assertThat(code(() -> lab.instance(id))).isEqualTo("InvalidInstanceID.NotFound");
    }

    @Test
    void pendingImage_becomesAvailableAndCanBeLaunchedFrom() {
        var instance = before.stopped();
        before.guest(instance).disk = Ec2Lab.disk("IMAGED");
        var image = before.image(instance, "iis");
        var lab = after();

        lab.pass(Duration.ofMinutes(20));

        var child = lab.launched(launch().imageId(image));
        assertThat(lab.guest(child).disk.computerName()).isEqualTo("IMAGED");
    }

    @Test
    void snapshotOfAnImageDeregisteredWhilePending_completes() {
        var image = before.image(before.stopped(), "iis");
        before.pass(Duration.ofSeconds(4));
        before.ec2.deregisterImage(r -> r.imageId(image));
        var lab = after();

        lab.pass(Duration.ofMinutes(20));

        assertThat(lab.details("EBS Snapshot Notification")).hasSize(1);
    }

    @Test
    void clientToken_isRemembered() {
        var id = before.running(launch().clientToken("t"));

        assertThat(after().launched(launch().clientToken("t"))).isEqualTo(id);
    }

    @Test
    void newIds_areNotThoseOfTheEarlierProcess() {
        var id = before.launched();

        assertThat(after().launched()).isNotEqualTo(id);
    }

    @Test
    void newAddresses_areNotThoseOfRunningInstances() {
        var id = before.running();
        var lab = after();

        assertThat(lab.instance(lab.running()).privateIpAddress())
                .isNotEqualTo(lab.instance(id).privateIpAddress());
    }

    @Test
    void restore_intoAnAccountInUse_isRefused() {
        before.launched();

        assertThatThrownBy(() -> before.ec2.restore(before.ec2.state()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("fresh");
    }
}
