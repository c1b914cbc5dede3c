package dev.kiln.local.states;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static dev.kiln.local.states.StatesLab.callback;
import static dev.kiln.local.states.StatesLab.machine;
import static dev.kiln.local.states.StatesLab.task;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The order of events in histories. Where LocalStack records it against AWS, the sequences are those of its
 * tests/aws/services/stepfunctions/v2 recordings (scenarios, callback, timeouts, error_handling).
 */
class ExecutionHistoryTest {
    private final StatesLab lab = new StatesLab();

    @Test
    void task_returns_isScheduledStartedSucceeded() {
        lab.returning("A", "{\"x\":1}");

        var arn = lab.run(machine("A", task("A", "'End':true")), "{}");

        assertThat(lab.types(arn))
                .isEqualTo("ExecutionStarted TaskStateEntered TaskScheduled TaskStarted TaskSucceeded TaskStateExited"
                        + " ExecutionSucceeded");
    }

    @Test
    void task_throwsUncaught_hasNoExit() {
        lab.raising("A", "com.acme.Broken");

        var arn = lab.run(machine("A", task("A", "'End':true")), "{}");

        assertThat(lab.types(arn))
                .isEqualTo("ExecutionStarted TaskStateEntered TaskScheduled TaskStarted TaskFailed ExecutionFailed");
        assertThat(lab.describe(arn).error()).isEqualTo("com.acme.Broken");
        assertThat(lab.describe(arn).cause()).contains("\"errorMessage\":\"no\"");
    }

    @Test
    void task_throwsCaught_exitsWithTheError() {
        lab.raising("A", "com.acme.Broken");

        var arn = lab.run(
                machine(
                        "A",
                        task(
                                        "A",
                                        "'Catch':[{'ErrorEquals':['com.acme.Broken'],'Next':'B','Output':"
                                                + "'{% $states.errorOutput.Error %}'}],'End':true")
                                + ",'B':{'Type':'Pass','End':true}"),
                "{}");

        assertThat(lab.types(arn))
                .isEqualTo("ExecutionStarted TaskStateEntered TaskScheduled TaskStarted TaskFailed TaskStateExited"
                        + " PassStateEntered PassStateExited ExecutionSucceeded");
        assertThat(lab.output(arn)).isEqualTo("\"com.acme.Broken\"");
    }

    @Test
    void callback_withoutAnswer_timesOut() {
        lab.returning("A", "{}");

        var arn = lab.run(machine("A", callback("A", "'TimeoutSeconds':600,'End':true")), "{}");

        assertThat(lab.types(arn))
                .isEqualTo("ExecutionStarted TaskStateEntered TaskScheduled TaskStarted TaskSubmitted TaskTimedOut"
                        + " ExecutionFailed");
        assertThat(lab.describe(arn).error()).isEqualTo("States.Timeout");
        assertThat(Duration.between(StatesLab.START, lab.describe(arn).stopDate()))
                .isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void callback_missesHeartbeat_timesOutWithStatesTimeout() {
        lab.returning("A", "{}");

        var arn = lab.run(machine("A", callback("A", "'TimeoutSeconds':600,'HeartbeatSeconds':5,'End':true")), "{}");

        assertThat(lab.types(arn)).endsWith("TaskSubmitted TaskTimedOut ExecutionFailed");
        assertThat(lab.history(arn).get(5).taskTimedOutEventDetails().error()).isEqualTo("States.Timeout");
        assertThat(lab.history(arn).get(2).taskScheduledEventDetails().heartbeatInSeconds())
                .isEqualTo(5);
        assertThat(lab.describe(arn).stopDate()).isBefore(StatesLab.START.plusSeconds(6));
    }

    @Test
    void parallel_failsInOneBranch_abortsTheOther() {
        lab.returning("A", "{}");

        var arn = lab.run(
                machine(
                        "P",
                        "'P':{'Type':'Parallel','End':true,'Branches':[{'StartAt':'A','States':{"
                                + callback("A", "'End':true") + "}},{'StartAt':'W','States':{'W':{'Type':'Wait',"
                                + "'Seconds':10,'Next':'F'},'F':{'Type':'Fail','Error':'E'}}}]}"),
                "{}");

        assertThat(lab.types(arn))
                .isEqualTo("ExecutionStarted ParallelStateEntered ParallelStateStarted TaskStateEntered TaskScheduled"
                        + " TaskStarted WaitStateEntered TaskSubmitted WaitStateExited FailStateEntered"
                        + " TaskStateAborted ParallelStateFailed ExecutionFailed");
    }

    /** As AWS does it in a Map: see the README of the recorded histories. */
    @Test
    void parallel_failsInOneBranchAndIsCaught_allThatIsAbortedFollowsTheFailure() {
        var arn = lab.run(
                machine(
                        "P",
                        "'P':{'Type':'Parallel','End':true,'Catch':[{'ErrorEquals':['E'],'Next':'B'}],'Branches':["
                                + "{'StartAt':'S','States':{'S':{'Type':'Wait','Seconds':60,'End':true}}},"
                                + "{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':10,'Next':'F'},"
                                + "'F':{'Type':'Fail','Error':'E'}}}]},'B':{'Type':'Pass','End':true}"),
                "{}");

        assertThat(lab.history(arn))
                .extracting(event -> event.id() + " " + event.previousEventId() + " " + event.typeAsString())
                .containsExactly(
                        "1 0 ExecutionStarted",
                        "2 0 ParallelStateEntered",
                        "3 2 ParallelStateStarted",
                        "4 3 WaitStateEntered",
                        "5 3 WaitStateEntered",
                        "6 5 WaitStateExited",
                        "7 6 FailStateEntered",
                        "8 7 WaitStateAborted",
                        "9 7 ParallelStateFailed",
                        "10 9 ParallelStateExited",
                        "11 10 PassStateEntered",
                        "12 11 PassStateExited",
                        "13 12 ExecutionSucceeded");
    }

    @Test
    void map_failsInOneIteration_allThatIsAbortedFollowsTheFailure() {
        var arn = lab.run(
                machine(
                        "M",
                        "'M':{'Type':'Map','Items':[60,10],'End':true,'ItemProcessor':{'StartAt':'W','States':{"
                                + "'W':{'Type':'Wait','Seconds':'{% $states.input %}','Next':'F'},"
                                + "'F':{'Type':'Fail','Error':'E'}}}}"),
                "{}");

        assertThat(lab.history(arn))
                .extracting(event -> event.id() + " " + event.previousEventId() + " " + event.typeAsString())
                .endsWith(
                        "8 7 WaitStateExited",
                        "9 8 FailStateEntered",
                        "10 9 MapIterationFailed",
                        "11 9 WaitStateAborted",
                        "12 9 MapIterationAborted",
                        "13 9 MapStateFailed",
                        "14 13 ExecutionFailed");
    }

    @Test
    void redrive_afterAnAbort_goesOnFromThere() {
        var arn = lab.start(machine("W", "'W':{'Type':'Wait','Seconds':60,'End':true}"), "{}");
        lab.runFor(Duration.ofSeconds(1));
        lab.states.stopExecution(request -> request.executionArn(arn));

        lab.redrive(arn);

        assertThat(lab.history(arn))
                .extracting(event -> event.id() + " " + event.previousEventId() + " " + event.typeAsString())
                .containsExactly(
                        "1 0 ExecutionStarted",
                        "2 0 WaitStateEntered",
                        "3 0 ExecutionAborted",
                        "4 3 ExecutionRedriven",
                        "5 4 WaitStateExited",
                        "6 5 ExecutionSucceeded");
    }

    @Test
    void parallel_failsAndIsRetried_writesFailedOnlyOnce() {
        var arn = lab.run(
                machine(
                        "P",
                        "'P':{'Type':'Parallel','End':true,'Retry':[{'ErrorEquals':['E'],'MaxAttempts':1}],'Branches':"
                                + "[{'StartAt':'F','States':{'F':{'Type':'Fail','Error':'E'}}}]}"),
                "{}");

        assertThat(lab.types(arn))
                .isEqualTo("ExecutionStarted ParallelStateEntered ParallelStateStarted FailStateEntered"
                        + " ParallelStateStarted FailStateEntered ParallelStateFailed ExecutionFailed");
    }

    @Test
    void map_failsAndIsCaught_exitsAndGoesOn() {
        var arn = lab.run(
                machine(
                        "M",
                        "'M':{'Type':'Map','Catch':[{'ErrorEquals':['States.ALL'],'Next':'B'}],'End':true,'Items':[1],"
                                + "'ItemProcessor':{'StartAt':'F','States':{'F':{'Type':'Fail','Error':'E'}}}},"
                                + "'B':{'Type':'Pass','End':true}"),
                "{}");

        assertThat(lab.types(arn))
                .isEqualTo("ExecutionStarted MapStateEntered MapStateStarted MapIterationStarted FailStateEntered"
                        + " MapIterationFailed MapStateFailed MapStateExited PassStateEntered PassStateExited"
                        + " ExecutionSucceeded");
    }

    @Test
    void map_oneAtATime_runsIterationsInTurn() {
        var arn = lab.run(
                machine(
                        "M",
                        "'M':{'Type':'Map','MaxConcurrency':1,'End':true,'Items':'{% $states.input %}','ItemProcessor':"
                                + "{'ProcessorConfig':{'Mode':'INLINE'},'StartAt':'S','States':{'S':{'Type':'Succeed',"
                                + "'Output':'{% $states.input * 10 %}'}}}}"),
                "[1,2]");

        assertThat(lab.types(arn))
                .isEqualTo("ExecutionStarted MapStateEntered MapStateStarted"
                        + " MapIterationStarted SucceedStateEntered SucceedStateExited MapIterationSucceeded"
                        + " MapIterationStarted SucceedStateEntered SucceedStateExited MapIterationSucceeded"
                        + " MapStateSucceeded MapStateExited ExecutionSucceeded");
        assertThat(lab.output(arn)).isEqualTo("[10,20]");
    }

    @Test
    void expression_isUndefined_failsWithItsPlace() {
        var arn = lab.run(
                machine("State0", "'State0':{'Type':'Pass','Output':{'result':'{% $doesNotExist %}'},'End':true}"),
                "{}");

        assertThat(lab.types(arn)).isEqualTo("ExecutionStarted PassStateEntered EvaluationFailed ExecutionFailed");
        var details = lab.history(arn).get(2).evaluationFailedEventDetails();
        assertThat(details.location()).isEqualTo("Output/result");
        assertThat(details.error()).isEqualTo("States.QueryEvaluationError");
        assertThat(details.cause())
                .isEqualTo("An error occurred while executing the state 'State0' (entered at the event id #2). The"
                        + " JSONata expression '$doesNotExist' specified for the field 'Output/result' returned nothing"
                        + " (undefined).");
    }

    @Test
    void stop_inAWait_leavesItEntered() {
        var arn = lab.start(machine("W", "'W':{'Type':'Wait','Seconds':60,'End':true}"), "{}");
        lab.runFor(Duration.ofSeconds(1));

        lab.states.stopExecution(request -> request.executionArn(arn).error("E").cause("C"));

        assertThat(lab.types(arn)).isEqualTo("ExecutionStarted WaitStateEntered ExecutionAborted");
        assertThat(lab.history(arn).get(2).executionAbortedEventDetails().error())
                .isEqualTo("E");
    }

    @Test
    void events_areNumberedAndPointBack() {
        var arn = lab.run(machine("A", "'A':{'Type':'Pass','Next':'B'},'B':{'Type':'Succeed'}"), "{}");

        assertThat(lab.history(arn)).extracting(event -> event.id()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(lab.history(arn))
                .element(4)
                .extracting(event -> event.previousEventId())
                .isEqualTo(4L);
    }

    @Test
    void loop_withoutEnd_failsAtTheLimitOfTheHistory() {
        var arn = lab.run(machine("A", "'A':{'Type':'Pass','Next':'A'}"), "{}");

        assertThat(lab.describe(arn).error()).isEqualTo("States.Runtime");
        assertThat(lab.history(arn)).hasSize(25_000);
        assertThat(lab.describe(arn).redriveStatusReason()).isEqualTo("Execution history event limit exceeded.");
    }
}
