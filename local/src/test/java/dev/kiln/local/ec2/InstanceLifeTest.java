package dev.kiln.local.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.ShutdownBehavior;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import static dev.kiln.local.ec2.Ec2Lab.code;
import static dev.kiln.local.ec2.Ec2Lab.error;
import static dev.kiln.local.ec2.Ec2Lab.launch;
import static org.assertj.core.api.Assertions.assertThat;

/** The states of an instance, and what its guest is asked in each. */
class InstanceLifeTest {
    private final Ec2Lab lab = new Ec2Lab();

    @Test
    void launch_isPendingAndThenRunsWithPowerOn() {
        var id = lab.launched();
        assertThat(lab.guest(id).asked).isEmpty();

        lab.pass(Duration.ofMinutes(1));

        assertThat(lab.state(id)).isEqualTo("running");
        assertThat(lab.guest(id).asked).containsExactly("powerOn");
        assertThat(lab.statesTold(id)).containsExactly("pending", "running");
    }

    @Test
    void launch_withAFault_succeedsAndTheInstanceTerminatesInsteadOfStarting() {
        lab.ec2.launchFaults((imageId, instanceType) -> Optional.of(LaunchFaults.KEY_REFUSED));
        var id = lab.launched();
        var volume = lab.ec2.describeVolumes().volumes().getFirst().volumeId();

        lab.pass(Duration.ofMinutes(1));

        assertThat(lab.statesTold(id)).containsExactly("pending", "terminated");
        assertThat(lab.instance(id).stateReason().code()).isEqualTo("Client.InternalError");
        assertThat(lab.instance(id).stateReason().message()).isEqualTo("Client.InternalError: Client error on launch");
        assertThat(lab.guest(id).asked).containsExactly("discard");
        assertThat(code(() -> lab.ec2.describeVolumes(r -> r.volumeIds(volume))))
                .isEqualTo("InvalidVolume.NotFound");
    }

    @Test
    void launchFaults_areAskedForImageAndType() {
        lab.ec2.launchFaults((imageId, instanceType) -> Optional.of(LaunchFaults.KEY_REFUSED)
                .filter(reason -> imageId.equals(Ec2Lab.PARENT) && instanceType.equals("m7i.large")));

        assertThat(lab.state(lab.running())).isEqualTo("terminated");
        assertThat(lab.state(lab.running(launch().instanceType("m7i.xlarge")))).isEqualTo("running");
    }

    @Test
    void stateChange_isToldAsTheUserGuideShows() {
        var id = lab.launched();

        assertThat(lab.events).containsExactly(json("""
                {"source": "aws.ec2", "detail-type": "EC2 Instance State-change Notification",
                 "resource": "arn:aws:ec2:us-east-1:123456789012:instance/ID",
                 "detail": {"instance-id": "ID", "state": "pending"}}
                """.replace("ID", id)));
    }

    private static JsonNode json(String text) {
        return PipelineJson.tree(text);
    }

    @Test
    void stop_waitsForTheGuestToGoDown() {
        var id = lab.running();

        var change = lab.ec2
                .stopInstances(r -> r.instanceIds(id))
                .stoppingInstances()
                .getFirst();
        lab.pass(ScriptedGuest.GOES_DOWN_IN);

        assertThat(change.previousState().nameAsString()).isEqualTo("running");
        assertThat(change.currentState().nameAsString()).isEqualTo("stopping");
        assertThat(change.currentState().code()).isEqualTo(64);
        assertThat(lab.state(id)).isEqualTo("stopping");
        lab.pass(Duration.ofMinutes(1));
        assertThat(lab.state(id)).isEqualTo("stopped");
        assertThat(lab.guest(id).asked).containsExactly("powerOn", "shutDown");
    }

    @Test
    void stop_saysWhoStoppedItAndWhen() {
        var id = lab.running();

        lab.ec2.stopInstances(r -> r.instanceIds(id));

        assertThat(lab.instance(id).stateReason().code()).isEqualTo("Client.UserInitiatedShutdown");
        assertThat(lab.instance(id).stateReason().message())
                .isEqualTo("Client.UserInitiatedShutdown: User initiated shutdown");
        assertThat(lab.instance(id).stateTransitionReason()).isEqualTo("User initiated (2026-03-11 09:01:00 GMT)");
    }

    @Test
    void stop_guestThatDoesNotObey_goesOnStoppingUntilForced() {
        var id = lab.running();
        lab.guest(id).obeysShutdown = false;
        lab.ec2.stopInstances(r -> r.instanceIds(id));
        lab.pass(Duration.ofHours(2));
        assertThat(lab.state(id)).isEqualTo("stopping");

        lab.ec2.stopInstances(r -> r.instanceIds(id).force(true));
        lab.pass(Duration.ofMinutes(1));

        assertThat(lab.state(id)).isEqualTo("stopped");
        assertThat(lab.guest(id).asked).containsExactly("powerOn", "shutDown", "cutPower");
    }

    @Test
    void stop_ofAStoppedInstance_changesNothing() {
        var id = lab.stopped();

        var change = lab.ec2
                .stopInstances(r -> r.instanceIds(id))
                .stoppingInstances()
                .getFirst();

        assertThat(change.previousState().nameAsString()).isEqualTo("stopped");
        assertThat(change.currentState().nameAsString()).isEqualTo("stopped");
        assertThat(lab.statesTold(id)).containsExactly("pending", "running", "stopping", "stopped");
    }

    @Test
    void stop_ofAPendingInstance_isRefused() {
        var id = lab.launched();
        lab.pass(Duration.ofSeconds(4));

        assertThat(error(() -> lab.ec2.stopInstances(r -> r.instanceIds(id))))
                .hasMessageContaining("cannot be stopped as it has never reached the 'running' state")
                .returns(400, e -> e.statusCode())
                .returns("IncorrectInstanceState", e -> e.awsErrorDetails().errorCode());
    }

    @Test
    void stop_oneOfTheInstancesCannotBeStopped_stopsNone() {
        var runs = lab.running();
        var pending = lab.launched();
        lab.pass(Duration.ofSeconds(4));

        assertThat(code(() -> lab.ec2.stopInstances(r -> r.instanceIds(runs, pending))))
                .isEqualTo("IncorrectInstanceState");
        assertThat(lab.state(runs)).isEqualTo("running");
    }

    @Test
    void start_ofAStoppedInstance_bootsItsGuestAgain() {
        var id = lab.stopped();

        lab.ec2.startInstances(r -> r.instanceIds(id));
        lab.pass(Duration.ofMinutes(1));

        assertThat(lab.state(id)).isEqualTo("running");
        assertThat(lab.instance(id).stateReason()).isNull();
        assertThat(lab.guest(id).asked).containsExactly("powerOn", "shutDown", "powerOn");
        assertThat(lab.instance(id).launchTime()).isAfter(Ec2Lab.START);
    }

    @Test
    void start_ofAStoppingInstance_isRefused() {
        var id = lab.running();
        lab.ec2.stopInstances(r -> r.instanceIds(id));

        assertThat(code(() -> lab.ec2.startInstances(r -> r.instanceIds(id)))).isEqualTo("IncorrectInstanceState");
    }

    @Test
    void shutdownInsideTheGuest_stopsTheInstanceAndSaysSo() {
        var id = lab.running();

        lab.guest(id).host.poweredOff(true);
        lab.pass(Duration.ofMinutes(1));

        assertThat(lab.state(id)).isEqualTo("stopped");
        assertThat(lab.instance(id).stateReason().code()).isEqualTo("Client.InstanceInitiatedShutdown");
        assertThat(lab.instance(id).stateTransitionReason()).isEmpty();
        assertThat(lab.statesTold(id)).endsWith("running", "stopping", "stopped");
    }

    @Test
    void shutdownInsideTheGuest_withBehaviorTerminate_destroysTheInstance() {
        var id = lab.running(launch().instanceInitiatedShutdownBehavior(ShutdownBehavior.TERMINATE));

        lab.guest(id).host.poweredOff(true);
        lab.pass(Duration.ofMinutes(2));

        assertThat(lab.statesTold(id)).endsWith("shutting-down", "terminated");
        assertThat(lab.guest(id).asked).containsExactly("powerOn", "discard");
        assertThat(lab.instance(id).stateReason().code()).isEqualTo("Client.InstanceInitiatedShutdown");
    }

    @Test
    void stop_withBehaviorTerminate_onlyStops() {
        var id = lab.running(launch().instanceInitiatedShutdownBehavior(ShutdownBehavior.TERMINATE));

        lab.ec2.stopInstances(r -> r.instanceIds(id));
        lab.pass(Duration.ofMinutes(2));

        assertThat(lab.state(id)).isEqualTo("stopped");
    }

    @Test
    void terminate_cutsThePowerAndTakesTheVolumes() {
        var id = lab.running();
        var volume = lab.instance(id).blockDeviceMappings().getFirst().ebs().volumeId();

        lab.ec2.terminateInstances(r -> r.instanceIds(id));
        lab.pass(Duration.ofMinutes(2));

        assertThat(lab.guest(id).asked).containsExactly("powerOn", "cutPower", "discard");
        assertThat(lab.statesTold(id)).containsExactly("pending", "running", "shutting-down", "terminated");
        assertThat(code(() -> lab.ec2.describeVolumes(r -> r.volumeIds(volume))))
                .isEqualTo("InvalidVolume.NotFound");
    }

    @Test
    void terminate_discardsTheGuestAtOnce() {
        var id = lab.stopped();

        lab.ec2.terminateInstances(r -> r.instanceIds(id));

        assertThat(lab.guest(id).asked).containsExactly("powerOn", "shutDown", "discard");
    }

    @Test
    void terminate_again_changesNothing() {
        var id = lab.running();
        lab.ec2.terminateInstances(r -> r.instanceIds(id));
        lab.pass(Duration.ofMinutes(2));

        var change = lab.ec2
                .terminateInstances(r -> r.instanceIds(id))
                .terminatingInstances()
                .getFirst();

        assertThat(change.previousState().nameAsString()).isEqualTo("terminated");
        assertThat(lab.statesTold(id)).containsOnlyOnce("terminated");
    }

    @Test
    void terminate_whilePending_neverPowersOn() {
        var id = lab.launched();
        lab.pass(Duration.ofSeconds(4));

        lab.ec2.terminateInstances(r -> r.instanceIds(id));
        lab.pass(Duration.ofMinutes(2));

        assertThat(lab.guest(id).asked).containsExactly("discard");
        assertThat(lab.state(id)).isEqualTo("terminated");
    }

    @Test
    void terminate_whileTheGuestGoesDown_isNotTakenBackByItsAnswer() {
        var id = lab.running();
        lab.ec2.stopInstances(r -> r.instanceIds(id));

        lab.ec2.terminateInstances(r -> r.instanceIds(id));
        lab.pass(Duration.ofMinutes(2));

        assertThat(lab.statesTold(id)).endsWith("stopping", "shutting-down", "terminated");
    }

    @Test
    void terminatedInstance_isShownForAnHourAndThenUnknown() {
        var id = lab.running();
        lab.ec2.terminateInstances(r -> r.instanceIds(id));
        lab.pass(Duration.ofMinutes(50));
        assertThat(lab.state(id)).isEqualTo("terminated");
        assertThat(lab.instance(id).privateIpAddress()).isNull();

        lab.pass(Duration.ofMinutes(15));

        assertThat(code(() -> lab.instance(id))).isEqualTo("InvalidInstanceID.NotFound");
        assertThat(lab.ec2.describeInstances().reservations()).isEmpty();
    }

    @Test
    void consoleOutput_isTheGuestsInBase64() {
        var id = lab.running();

        assertThat(lab.ec2.getConsoleOutput(r -> r.instanceId(id)).output())
                .isEqualTo("V2luZG93cyBpcyBSZWFkeSB0byB1c2U=");
    }

    @Test
    void newInstance_mayBeUnknownForSomeSecondsButIsFoundAtLast() {
        int unknown = 0;
        for (int i = 0; i < 20; i++) {
            var id = lab.launched();
            unknown += known(id) ? 0 : 1;
            lab.pass(Duration.ofSeconds(4));
            assertThat(lab.state(id)).isEqualTo("pending");
        }
        assertThat(unknown).isPositive();
    }

    private boolean known(String id) {
        return Optional.ofNullable(error(() -> lab.instance(id)))
                .filter(e -> e.awsErrorDetails().errorCode().equals("InvalidInstanceID.NotFound"))
                .isEmpty();
    }

    @Test
    void severalUnknownInstances_areAllNamed() {
        var ids = List.of("i-00000000000000001", "i-00000000000000002");

        assertThat(error(() -> lab.ec2.describeInstances(r -> r.instanceIds(ids))))
                .hasMessageContaining("The instance IDs 'i-00000000000000001, i-00000000000000002' do not exist");
    }

    @Test
    void idOfAnotherForm_isMalformed() {
        assertThat(code(() -> lab.instance("builder"))).isEqualTo("InvalidInstanceID.Malformed");
    }
}
