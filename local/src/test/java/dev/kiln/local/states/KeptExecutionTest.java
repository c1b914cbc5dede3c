package dev.kiln.local.states;

import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveStatus;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static dev.kiln.local.states.StatesLab.callback;
import static dev.kiln.local.states.StatesLab.machine;
import static dev.kiln.local.states.StatesLab.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Executions that are put on file in one process and taken up in another. */
class KeptExecutionTest {
    private static final String ENDED = "dev.kiln.local.ProcessEnded";

    private final StatesLab before = new StatesLab();
    private final StatesLab after = new StatesLab(8);

    /** Takes up in the other process, later, what this one has by now. */
    private void nextProcess(Duration later) {
        String file = PipelineJson.write(before.states.state());
        after.timeline.runTo(before.timeline.instant().plus(later));
        after.states.restore(PipelineJson.read(file, StatesState.class), ENDED, "It ended.");
    }

    @Test
    void restore_closedExecution_isDescribedAsBefore() {
        before.returning("A", "[1]").raising("B", "E");
        var arn = before.run(
                machine("A", task("A", "'Assign':{'x':{'y':null}},'Next':'B'") + "," + task("B", "'End':true")),
                "{\"n\":1.5}");

        nextProcess(Duration.ofDays(1));

        assertThat(after.describe(arn)).isEqualTo(before.describe(arn));
        assertThat(after.history(arn)).isEqualTo(before.history(arn));
        assertThat(after.states.state()).isEqualTo(before.states.state());
    }

    @Test
    void redrive_failedInAnotherProcess_goesOnWithInputAndVariables() {
        before.returning("A", "[1]").raising("B", "E");
        var arn = before.run(
                machine(
                        "A",
                        task("A", "'Assign':{'x':'{% $states.result.Payload[0] + 1 %}'},'Output':{'a':7},'Next':'B'")
                                + "," + task("B", "'Output':'{% [$x, $states.input.a] %}','End':true")),
                "{}");
        nextProcess(Duration.ofDays(13));
        after.returning("B", "{}");

        after.redrive(arn);

        assertThat(after.types(arn))
                .endsWith("TaskFailed ExecutionFailed ExecutionRedriven TaskScheduled TaskStarted TaskSucceeded"
                        + " TaskStateExited ExecutionSucceeded");
        assertThat(after.invoked).extracting(call -> call.charAt(0)).containsExactly('B');
        assertThat(after.output(arn)).isEqualTo("[2,7]");
        assertThat(after.describe(arn).redriveCount()).isEqualTo(1);
    }

    @Test
    void restore_runningExecution_isAbortedAndAnnouncedAndRedrivable() {
        var arn = before.start(machine("A", callback("A", "'End':true")), "{}");
        before.returning("A", "{}").runFor(Duration.ofMinutes(1));

        nextProcess(Duration.ZERO);

        var execution = after.describe(arn);
        assertThat(execution.status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(execution.error()).isEqualTo(ENDED);
        assertThat(execution.cause()).isEqualTo("It ended.");
        assertThat(execution.redriveStatus()).isEqualTo(ExecutionRedriveStatus.REDRIVABLE);
        assertThat(after.events)
                .extracting(detail -> detail.path("status").asText())
                .containsExactly("ABORTED");
        assertThat(after.types(arn)).endsWith("TaskSubmitted ExecutionAborted");
    }

    @Test
    void redrive_callbackOfAnEndedProcess_getsANewTokenAndTheOldOneIsDead() {
        var tokens = tokens(before, "A");
        var arn = before.start(machine("A", callback("A", "'End':true")), "{}");
        before.runFor(Duration.ofMinutes(1));
        nextProcess(Duration.ZERO);
        var fresh = tokens(after, "A");

        after.states.redriveExecution(request -> request.executionArn(arn));
        after.runFor(Duration.ofSeconds(1));

        assertThatThrownBy(() -> after.states.sendTaskSuccess(
                        request -> request.taskToken(tokens.getFirst()).output("{}")))
                .isInstanceOf(TaskTimedOutException.class);
        after.states.sendTaskSuccess(
                request -> request.taskToken(fresh.getFirst()).output("1"));
        after.runFor(Duration.ofSeconds(1));
        assertThat(after.output(arn)).isEqualTo("1");
    }

    private static List<String> tokens(StatesLab lab, String function) {
        var tokens = new ArrayList<String>();
        lab.function(function, event -> {
            tokens.add(event.path("token").asText());
            return new Invocation.Returned("{}");
        });
        return tokens;
    }

    @Test
    void restore_betweenTwoStates_redriveEntersTheNextOne() {
        before.returning("A", "5");
        var files = new ArrayList<StatesState>();
        before.states.whenProgressed(
                () -> before.timeline.after(Duration.ZERO, "on file", () -> files.add(before.states.state())));
        var arn =
                before.run(machine("A", task("A", "'Output':9,'Next':'P'") + ",'P':{'Type':'Pass','End':true}"), "{}");

        after.timeline.runTo(before.timeline.instant());
        after.states.restore(files.get(1), ENDED, "It ended.");
        after.redrive(arn);

        assertThat(after.types(arn))
                .endsWith("TaskStateExited ExecutionAborted ExecutionRedriven PassStateEntered PassStateExited"
                        + " ExecutionSucceeded");
        assertThat(after.output(arn)).isEqualTo("9");
        assertThat(after.invoked).isEmpty();
    }

    @Test
    void redrive_parallelOfAnEndedProcess_resumesFailedAndAbortedBranchesOnly() {
        before.returning("Good", "{}").raising("Bad", "E").returning("Slow", "{}");
        var arn = before.run(
                machine(
                        "P",
                        "'P':{'Type':'Parallel','End':true,'Branches':[{'StartAt':'Good','States':{"
                                + task("Good", "'Output':1,'End':true")
                                + "}},{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':5,'Next':'Bad'},"
                                + task("Bad", "'Output':2,'End':true") + "}},{'StartAt':'Slow','States':{"
                                + callback("Slow", "'End':true") + "}}]}"),
                "{}");
        nextProcess(Duration.ZERO);
        var slow = tokens(after, "Slow");
        after.returning("Bad", "{}");

        after.states.redriveExecution(request -> request.executionArn(arn));
        after.runFor(Duration.ofSeconds(1));
        after.states.sendTaskSuccess(
                request -> request.taskToken(slow.getFirst()).output("3"));
        after.runFor(Duration.ofSeconds(1));

        assertThat(after.output(arn)).isEqualTo("[1,2,3]");
        assertThat(after.invoked).extracting(call -> call.substring(0, 3)).containsExactly("Bad", "Slo");
    }

    @Test
    void redrive_mapOfAnEndedProcess_runsUnfinishedIterationsWithTheirContextOnly() {
        before.function(
                "A",
                event -> event.path("item").asInt() == 20
                        ? StatesLab.raised("E")
                        : new Invocation.Returned(event.path("item").toString()));
        var item = "'S':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Arguments':{'FunctionName':'A',"
                + "'Payload':{'item':'{% $states.context.Map.Item.Value %}'}},"
                + "'Output':'{% $states.context.Map.Item.Index %}','End':true}";
        var arn = before.run(
                machine(
                        "M",
                        "'M':{'Type':'Map','MaxConcurrency':1,'Items':[10,20,30],'End':true,'ItemProcessor':{"
                                + "'StartAt':'S','States':{" + item + "}}}"),
                "{}");
        nextProcess(Duration.ZERO);
        after.returning("A", "{}");

        after.redrive(arn);

        assertThat(after.output(arn)).isEqualTo("[0,1,2]");
        assertThat(after.invoked).containsExactly("A {\"item\":20}", "A {\"item\":30}");
    }

    @Test
    void restore_mapInTheMiddle_abortsItsIterationsAndRedriveResumesThem() {
        var definition = machine(
                "M",
                "'M':{'Type':'Map','Items':[1,2],'End':true,'ItemProcessor':{'StartAt':'W','States':{"
                        + "'W':{'Type':'Wait','Seconds':60,'End':true}}}}");
        var arn = before.start(definition, "{}");
        before.runFor(Duration.ofSeconds(1));
        nextProcess(Duration.ZERO);
        assertThat(after.types(arn))
                .endsWith("WaitStateAborted MapIterationAborted WaitStateAborted MapIterationAborted ExecutionAborted");

        after.redrive(arn);

        assertThat(after.output(arn)).isEqualTo("[1,2]");
    }

    @Test
    void redrive_onFileForMoreThanFourteenDays_isRefusedWithTheReasonThatAwsGives() {
        var arn = before.run(machine("F", "'F':{'Type':'Fail'}"), "{}");
        nextProcess(Duration.ofDays(14));

        assertThat(after.describe(arn).redriveStatusReason()).isEqualTo("Execution redrivable period exceeded.");
        assertThatThrownBy(() -> after.states.redriveExecution(request -> request.executionArn(arn)))
                .isInstanceOf(ExecutionNotRedrivableException.class)
                .hasMessageContaining("Execution redrivable period exceeded.");
    }

    @Test
    void redrive_clientTokenOfAnEndedProcess_isRemembered() {
        var arn = before.run(machine("F", "'F':{'Type':'Fail'}"), "{}");
        var first = before.states.redriveExecution(
                request -> request.executionArn(arn).clientToken("t"));
        before.runFor(Duration.ofMinutes(1));
        nextProcess(Duration.ZERO);

        var second = after.states.redriveExecution(
                request -> request.executionArn(arn).clientToken("t"));

        assertThat(second.redriveDate()).isEqualTo(first.redriveDate());
        assertThat(after.describe(arn).redriveCount()).isEqualTo(1);
    }

    @Test
    void redrive_newDefinitionInTheNextProcess_isNotPickedUp() {
        before.raising("A", "E");
        var arn = before.run(machine("A", task("A", "'Output':'old','End':true")), "{}");
        after.states.createStateMachine("m", StateMachineDefinition.parse(machine("S", "'S':{'Type':'Succeed'}")));
        nextProcess(Duration.ZERO);
        after.returning("A", "{}");

        after.redrive(arn);

        assertThat(after.output(arn)).isEqualTo("\"old\"");
    }

    @Test
    void restore_nameOfAKeptExecution_isTaken() {
        var definition = machine("F", "'F':{'Type':'Fail'}");
        before.run(definition, "{}");
        nextProcess(Duration.ZERO);

        assertThatThrownBy(() -> after.start(definition, "{}")).isInstanceOf(ExecutionAlreadyExistsException.class);
    }

    @Test
    void state_closedForMoreThanNinetyDays_isForgotten() {
        var arn = before.run(machine("F", "'F':{'Type':'Fail'}"), "{}");
        before.runFor(Duration.ofDays(91));

        assertThat(before.states.state().executions()).isEmpty();
        assertThat(before.states.state().definitions()).isEmpty();
        nextProcess(Duration.ZERO);
        assertThatThrownBy(() -> after.describe(arn)).isInstanceOf(ExecutionDoesNotExistException.class);
    }
}
