package dev.kiln.local.states;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;
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

/** Redrive as https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html describes it. */
class RedriveTest {
    private final StatesLab lab = new StatesLab();

    @Test
    void redrive_failedTask_runsItAgainAndNothingBefore() {
        lab.returning("A", "{}").raising("B", "E");
        var arn = lab.run(
                machine(
                        "A",
                        task("A", "'Assign':{'kept':'{% 42 %}'},'Next':'B'") + ","
                                + task("B", "'Output':'{% $kept %}','End':true")),
                "{}");
        lab.returning("B", "{}");

        lab.redrive(arn);

        assertThat(lab.types(arn))
                .endsWith("TaskStateEntered TaskScheduled TaskStarted TaskFailed ExecutionFailed ExecutionRedriven"
                        + " TaskScheduled TaskStarted TaskSucceeded TaskStateExited ExecutionSucceeded");
        assertThat(lab.invoked).extracting(call -> call.charAt(0)).containsExactly('A', 'B', 'B');
        assertThat(lab.output(arn)).isEqualTo("42");
    }

    @Test
    void redrive_failState_failsAgain() {
        var arn = lab.run(machine("F", "'F':{'Type':'Fail','Error':'E'}"), "{}");

        lab.redrive(arn);

        assertThat(lab.describe(arn).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(lab.types(arn)).endsWith("ExecutionFailed ExecutionRedriven ExecutionFailed");
    }

    @Test
    void redrive_callback_getsANewTokenAndTheOldOneIsDead() {
        var tokens = tokens("A");
        var arn = lab.run(machine("A", callback("A", "'TimeoutSeconds':60,'End':true")), "{}");

        lab.states.redriveExecution(request -> request.executionArn(arn));
        lab.runFor(Duration.ofSeconds(1));

        assertThat(tokens).hasSize(2).doesNotHaveDuplicates();
        assertThatThrownBy(() -> lab.states.sendTaskSuccess(
                        request -> request.taskToken(tokens.get(0)).output("{}")))
                .isInstanceOf(TaskTimedOutException.class);
        lab.states.sendTaskSuccess(request -> request.taskToken(tokens.get(1)).output("{\"done\":true}"));
        lab.runFor(Duration.ofSeconds(1));
        assertThat(lab.output(arn)).isEqualTo("{\"done\":true}");
    }

    @Test
    void redrive_retriedTask_hasAllItsRetriesAgain() {
        lab.raising("A", "E");
        var arn = lab.run(machine("A", task("A", "'Retry':[{'ErrorEquals':['E'],'MaxAttempts':2}],'End':true")), "{}");

        lab.redrive(arn);

        assertThat(lab.invoked).hasSize(6);
    }

    @Test
    void redrive_parallel_resumesFailedAndAbortedBranchesOnly() {
        lab.returning("Good", "{}").raising("Bad", "E");
        var aborted = tokens("Slow");
        var arn = lab.run(parallel(), "{}");
        lab.returning("Bad", "{}");

        lab.states.redriveExecution(request -> request.executionArn(arn));
        lab.runFor(Duration.ofSeconds(1));
        lab.states.sendTaskSuccess(request -> request.taskToken(aborted.get(1)).output("3"));
        lab.runFor(Duration.ofSeconds(1));

        assertThat(lab.output(arn)).isEqualTo("[1,2,3]");
        assertThat(lab.invoked.stream().filter(call -> call.startsWith("Good"))).hasSize(1);
        assertThat(lab.types(arn)).contains("ExecutionRedriven TaskScheduled TaskStarted TaskScheduled TaskStarted");
    }

    private static String parallel() {
        return machine(
                "P",
                "'P':{'Type':'Parallel','End':true,'Branches':[{'StartAt':'Good','States':{"
                        + task("Good", "'Output':1,'End':true")
                        + "}},{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':5,'Next':'Bad'},"
                        + task("Bad", "'Output':2,'End':true") + "}},{'StartAt':'Slow','States':{"
                        + callback("Slow", "'End':true") + "}}]}");
    }

    @Test
    void redrive_map_runsUnfinishedIterationsOnly() {
        var broken = new ArrayList<>(List.of(2));
        lab.function(
                "A",
                event -> broken.contains(event.path("item").asInt())
                        ? StatesLab.raised("E")
                        : new Invocation.Returned(event.path("item").toString()));
        var item = "'S':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Arguments':{'FunctionName':'A',"
                + "'Payload':{'item':'{% $states.input %}'}},'Output':'{% $states.result.Payload %}','End':true}";
        var arn = lab.run(
                machine(
                        "M",
                        "'M':{'Type':'Map','MaxConcurrency':1,'Items':[1,2,3],'End':true,'ItemProcessor':{'StartAt':'S',"
                                + "'States':{" + item + "}}}"),
                "{}");
        broken.clear();

        lab.redrive(arn);

        assertThat(lab.output(arn)).isEqualTo("[1,2,3]");
        assertThat(lab.invoked).hasSize(4);
    }

    @Test
    void redrive_aborted_resumesWhereItStopped() {
        var arn = lab.start(machine("W", "'W':{'Type':'Wait','Seconds':60,'End':true}"), "{}");
        lab.runFor(Duration.ofSeconds(1));
        lab.states.stopExecution(request -> request.executionArn(arn));

        lab.redrive(arn);

        assertThat(lab.types(arn))
                .isEqualTo("ExecutionStarted WaitStateEntered ExecutionAborted ExecutionRedriven WaitStateExited"
                        + " ExecutionSucceeded");
    }

    @Test
    void redrive_timedOutExecution_startsItsClockAnew() {
        var definition = machine("W", "'W':{'Type':'Wait','Seconds':60,'End':true}")
                .replace("\"StartAt\"", "\"TimeoutSeconds\":30,\"StartAt\"");
        var arn = lab.run(definition, "{}");
        assertThat(lab.describe(arn).status()).isEqualTo(ExecutionStatus.TIMED_OUT);

        lab.redrive(arn);

        assertThat(lab.types(arn))
                .isEqualTo("ExecutionStarted WaitStateEntered ExecutionTimedOut ExecutionRedriven ExecutionTimedOut");
    }

    @Test
    void redrive_contextObject_countsAndDates() {
        lab.raising("A", "E");
        var arn = lab.run(
                machine(
                        "A",
                        task(
                                "A",
                                "'Output':'{% [$states.context.Execution.RedriveCount,"
                                        + " $exists($states.context.Execution.RedriveTime)] %}','End':true")),
                "{}");
        lab.returning("A", "{}");

        lab.redrive(arn);

        assertThat(lab.output(arn)).isEqualTo("[1,true]");
    }

    @Test
    void redrive_succeeded_isRefused() {
        var arn = lab.run(machine("S", "'S':{'Type':'Succeed'}"), "{}");

        assertNotRedrivable(arn, "Execution is SUCCEEDED and cannot be redriven.");
    }

    @Test
    void redrive_afterFourteenDays_isRefused() {
        var arn = lab.run(machine("F", "'F':{'Type':'Fail'}"), "{}");
        lab.runFor(Duration.ofDays(14));

        assertNotRedrivable(arn, "Execution redrivable period exceeded.");
    }

    @Test
    void redrive_again_startsTheFourteenDaysAnew() {
        var arn = lab.run(machine("F", "'F':{'Type':'Fail'}"), "{}");
        lab.runFor(Duration.ofDays(12));
        lab.redrive(arn);
        lab.runFor(Duration.ofDays(12));

        lab.redrive(arn);

        assertThat(lab.describe(arn).redriveCount()).isEqualTo(2);
    }

    private void assertNotRedrivable(String arn, String reason) {
        assertThat(lab.describe(arn).redriveStatusReason()).isEqualTo(reason);
        assertThatThrownBy(() -> lab.states.redriveExecution(request -> request.executionArn(arn)))
                .isInstanceOf(ExecutionNotRedrivableException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void redrive_sameClientToken_answersWithTheFirst() {
        var arn = lab.run(machine("F", "'F':{'Type':'Fail'}"), "{}");
        var first =
                lab.states.redriveExecution(request -> request.executionArn(arn).clientToken("t"));
        lab.runFor(Duration.ofMinutes(1));

        var second =
                lab.states.redriveExecution(request -> request.executionArn(arn).clientToken("t"));

        assertThat(second.redriveDate()).isEqualTo(first.redriveDate());
        assertThat(lab.describe(arn).redriveCount()).isEqualTo(1);
    }

    @Test
    void redrive_announcesRunningAndTheNextEnd() {
        var arn = lab.run(machine("F", "'F':{'Type':'Fail','Error':'E'}"), "{}");

        lab.redrive(arn);

        assertThat(lab.events)
                .extracting(detail -> detail.path("status").asText()
                        + detail.path("redriveCount").asInt()
                        + detail.path("redriveStatus").asText())
                .containsExactly(
                        "RUNNING0NOT_REDRIVABLE", "FAILED0REDRIVABLE", "RUNNING1NOT_REDRIVABLE", "FAILED1REDRIVABLE");
    }

    private List<String> tokens(String function) {
        var tokens = new ArrayList<String>();
        lab.function(function, event -> {
            tokens.add(event.path("token").asText());
            return new Invocation.Returned("{}");
        });
        return tokens;
    }
}
