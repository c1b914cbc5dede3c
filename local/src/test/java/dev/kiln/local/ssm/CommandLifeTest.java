package dev.kiln.local.ssm;

import dev.kiln.guest.GuestScript;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.ec2.Guest;
import dev.kiln.local.windows.Expectations;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.InvalidCommandIdException;
import software.amazon.awssdk.services.ssm.model.InvocationDoesNotExistException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CommandLifeTest {
    private final SsmLab lab = new SsmLab();
    private final String id = lab.online();

    private void expect(String yaml) {
        lab.nodes.expect("iis", Expectations.read(yaml));
    }

    /** Sends a step with a delivery timeout of 10 minutes and an execution timeout of 20. */
    private String sendStep(String step) {
        var arguments = SsmLab.arguments(step, step + "-1");
        return lab.send(
                id,
                GuestScript.INVOKE_STEP,
                arguments,
                r -> r.timeoutSeconds(600)
                        .parameters(Map.of(
                                "commands",
                                GuestScript.INVOKE_STEP.command(arguments),
                                "executionTimeout",
                                List.of("1200"))));
    }

    private Duration since(Instant start) {
        return Duration.between(start, lab.timeline.instant());
    }

    @Test
    void newCommand_isUnknownForAMomentAtMost() {
        boolean unknown = false;
        for (int i = 0; i < 20; i++) {
            String commandId = sendStep("app-" + i);
            try {
                lab.invocation(id, commandId);
            } catch (InvocationDoesNotExistException e) {
                unknown = true;
            }
            lab.run(Duration.ofSeconds(2));
            assertThat(lab.invocation(id, commandId).commandId()).isEqualTo(commandId);
        }
        assertThat(unknown).isTrue();
    }

    @Test
    void commandInProgress_hasNoOutputYet() {
        expect("steps: {app: {takes: 10m, output: hello}}");
        String commandId = sendStep("app");
        lab.run(Duration.ofMinutes(5));
        var running = lab.invocation(id, commandId);

        assertThat(running.statusAsString()).isEqualTo("InProgress");
        assertThat(running.responseCode()).isEqualTo(-1);
        assertThat(running.standardOutputContent()).isEmpty();
        assertThat(running.executionStartDateTime()).startsWith("2026-11-24T");
        assertThat(running.executionEndDateTime()).isEmpty();
    }

    @Test
    void finishedCommand_hasExitCodeAndTimes() {
        expect("steps: {app: {takes: 10m}}");
        var ended = lab.await(id, sendStep("app"));

        assertThat(ended.statusAsString()).isEqualTo("Success");
        assertThat(ended.statusDetails()).isEqualTo("Success");
        assertThat(ended.responseCode()).isZero();
        assertThat(ended.executionElapsedTime()).isEqualTo("PT10M");
        assertThat(ended.executionEndDateTime()).hasSize(24).endsWith("Z");
    }

    @Test
    void runOverTheExecutionTimeout_isEndedByTheAgent() {
        expect("steps: {stuck: {hangs: true}}");
        var start = lab.timeline.instant();
        var ended = lab.await(id, sendStep("stuck"));

        assertThat(ended.statusAsString()).isEqualTo("TimedOut");
        assertThat(ended.statusDetails()).isEqualTo("ExecutionTimedOut");
        assertThat(ended.responseCode()).isEqualTo(-1);
        assertThat(since(start)).isBetween(Duration.ofMinutes(20), Duration.ofMinutes(21));
    }

    @Test
    void machineThatIsDown_neverGetsTheCommand() {
        lab.machine(id).cutPower();
        var start = lab.timeline.instant();
        String commandId = sendStep("app");
        var ended = lab.await(id, commandId);
        lab.machine(id).powerOn();
        lab.run(Duration.ofHours(1));

        assertThat(ended.statusAsString()).isEqualTo("TimedOut");
        assertThat(ended.statusDetails()).isEqualTo("DeliveryTimedOut");
        assertThat(since(start)).isGreaterThan(Duration.ofMinutes(10));
        assertThat(lab.machine(id).disk().files().keySet()).noneMatch(path -> path.contains("app-1"));
    }

    @Test
    void machineThatComesBackInTime_getsTheCommand() {
        lab.machine(id).cutPower();
        String commandId = sendStep("app");
        lab.machine(id).powerOn();

        assertThat(lab.await(id, commandId).statusAsString()).isEqualTo("Success");
    }

    @Test
    void machineThatGoesDownInTheMiddle_leavesTheCommandInProgressUntilBothTimeoutsHavePassed() {
        expect("steps: {app: {takes: 10m}}");
        var start = lab.timeline.instant();
        String commandId = sendStep("app");
        lab.run(Duration.ofMinutes(1));
        lab.machine(id).shutDown();
        lab.run(Duration.ofMinutes(28));
        var before = lab.invocation(id, commandId);
        var ended = lab.await(id, commandId);

        assertThat(before.statusAsString()).isEqualTo("InProgress");
        assertThat(ended.statusAsString()).isEqualTo("TimedOut");
        assertThat(ended.statusDetails()).isEqualTo("DeliveryTimedOut");
        assertThat(since(start)).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void cancelledCommand_isEnded() {
        expect("steps: {stuck: {hangs: true}}");
        String commandId = sendStep("stuck");
        lab.run(Duration.ofMinutes(1));
        lab.ssm.cancelCommand(r -> r.commandId(commandId));
        var ended = lab.invocation(id, commandId);

        assertThat(ended.statusAsString()).isEqualTo("Cancelled");
        assertThat(ended.responseCode()).isEqualTo(-1);
    }

    @Test
    void cancellingAnUnknownCommand_isRefused() {
        assertThatExceptionOfType(InvalidCommandIdException.class)
                .isThrownBy(() -> lab.ssm.cancelCommand(r -> r.commandId("x".repeat(36))));
    }

    @Test
    void severalCommands_takeTurnsOnTheMachine() {
        expect("steps: {one: {takes: 5m}, other: {takes: 5m}}");
        var start = lab.timeline.instant();
        String one = sendStep("one");
        String other = sendStep("other");
        lab.await(id, one);
        lab.await(id, other);

        assertThat(since(start)).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
    }

    @Test
    void turnThatIsWaitedFor_countsOnTheExecutionTimeout() {
        expect("steps: {stuck: {hangs: true}, other: {takes: 1m}}");
        var start = lab.timeline.instant();
        sendStep("stuck");
        lab.run(Duration.ofSeconds(30));
        var ended = lab.await(id, sendStep("other"));

        assertThat(ended.statusAsString()).isEqualTo("TimedOut");
        assertThat(since(start)).isBetween(Duration.ofMinutes(20), Duration.ofMinutes(22));
    }

    @Test
    void commandOnATerminatedInstance_isGivenUpAfterBothTimeouts() {
        var start = lab.timeline.instant();
        String commandId = sendStep("app");
        lab.run(Duration.ofSeconds(10));
        lab.machine(id).cutPower();
        lab.machine(id).discard();
        var ended = lab.await(id, commandId);

        assertThat(ended.statusDetails()).isEqualTo("DeliveryTimedOut");
        assertThat(ended.executionStartDateTime()).isNotEmpty();
        assertThat(since(start)).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void timeline_runsDryWhenNothingIsToBeDone() {
        lab.step(id, "app", "run-1");
        lab.run(Duration.ofDays(1));

        assertThat(lab.timeline.nextAt()).isEmpty();
    }

    @Test
    void restoredService_knowsItsCommandsAndGoesOnWithThoseThatAreOpen() {
        expect("steps: {long: {takes: 10m}}");
        String done = sendStep("done");
        lab.await(id, done);
        String open = sendStep("long");
        lab.run(Duration.ofMinutes(2));
        var file = lab.ssm.state();

        var later = new SsmLab();
        later.timeline.runTo(lab.timeline.instant());
        var resumed = later.create(lab.machine(id).disk(), true);
        resumed.resume(Guest.Activity.RUNNING);
        later.ssm.restore(PipelineJson.read(PipelineJson.write(file), SsmState.class));

        assertThat(later.ssm.commands()).isEqualTo(lab.ssm.commands());
        assertThat(file.scripts()).as("both have the same script").hasSize(1);
        assertThat(later.invocation(id, done).statusAsString()).isEqualTo("Success");
        assertThat(later.await(id, open).statusAsString()).isEqualTo("Success");
    }

    @Test
    void restoredService_commandWhoseMachineIsGone_isGivenUpWhenBothTimeoutsHavePassed() {
        expect("steps: {long: {takes: 10m}}");
        String open = sendStep("long");
        lab.run(Duration.ofMinutes(2));

        var later = new SsmLab();
        later.timeline.runTo(lab.timeline.instant());
        later.ssm.restore(lab.ssm.state());
        var command = later.ssm.commands().getFirst();

        assertThat(command.status()).isEqualTo("InProgress");
        later.timeline.runTo(command.expiresAfter().minusSeconds(1));
        assertThat(later.invocation(id, open).statusAsString()).isEqualTo("InProgress");
        later.timeline.runTo(command.expiresAfter());
        assertThat(later.invocation(id, open).statusAsString()).isEqualTo("TimedOut");
        assertThat(later.invocation(id, open).statusDetails()).isEqualTo("DeliveryTimedOut");
    }

    @Test
    void state_commandsOfMoreThanThirtyDaysAgo_areForgottenAndTheirNumbersAreNot() {
        sendStep("old");
        lab.run(Duration.ofDays(31));

        assertThat(lab.ssm.state().commands()).isEmpty();
        assertThat(lab.ssm.state().sent()).isEqualTo(1);
    }
}
