package dev.kiln.local.states;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.SfnException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static dev.kiln.local.states.StatesLab.callback;
import static dev.kiln.local.states.StatesLab.machine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The API: its rules for names, tokens and pages, and its errors. */
class LocalStatesTest {
    private static final String WAIT = machine("W", "'W':{'Type':'Wait','Seconds':60,'End':true}");

    private final StatesLab lab = new StatesLab();
    private final List<String> tokens = new ArrayList<>();

    @Test
    void startExecution_sameNameAndInputWhileRunning_isTheFirstAgain() {
        var arn = lab.start(WAIT, "{}");

        assertThat(startAgain("{}")).isEqualTo(arn);
        lab.runFor(Duration.ofMinutes(2));
        assertThat(lab.events).hasSize(2);
    }

    @Test
    void startExecution_sameNameOtherInput_isRefused() {
        lab.start(WAIT, "{}");

        assertCode("ExecutionAlreadyExists", () -> startAgain("{ }"));
    }

    @Test
    void startExecution_nameOfAClosedOne_isRefusedForNinetyDays() {
        lab.run(WAIT, "{}");

        assertCode("ExecutionAlreadyExists", () -> startAgain("{}"));
        lab.runFor(Duration.ofDays(90));
        assertThat(startAgain("{}")).endsWith(":m:e");
    }

    private String startAgain(String input) {
        return lab.states
                .startExecution(request -> request.stateMachineArn(Arns.stateMachine("m"))
                        .name("e")
                        .input(input))
                .executionArn();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a:b", "a/b", "a*", "a\u0007", "a#"})
    void startExecution_forbiddenCharacter_isInvalidName(String name) {
        lab.start(WAIT, "{}");

        assertCode(
                "InvalidName",
                () -> lab.states.startExecution(request ->
                        request.stateMachineArn(Arns.stateMachine("m")).name(name)));
    }

    @Test
    void startExecution_inputIsNotJson_isRefused() {
        lab.start(WAIT, "{}");

        assertCode(
                "InvalidExecutionInput",
                () -> lab.states.startExecution(request ->
                        request.stateMachineArn(Arns.stateMachine("m")).input("not json")));
    }

    @Test
    void startExecution_unknownMachine_doesNotExist() {
        assertCode(
                "StateMachineDoesNotExist",
                () -> lab.states.startExecution(request -> request.stateMachineArn(Arns.stateMachine("no"))));
    }

    @Test
    void describeExecution_unknown_doesNotExist() {
        assertCode("ExecutionDoesNotExist", () -> lab.describe(Arns.execution("m", "no")));
    }

    @Test
    void sendTaskSuccess_secondTime_isTimedOut() {
        var arn = waiting();

        lab.states.sendTaskSuccess(request -> request.taskToken(tokens.get(0)).output("1"));

        assertCode(
                "TaskTimedOut",
                () -> lab.states.sendTaskSuccess(
                        request -> request.taskToken(tokens.get(0)).output("2")));
        lab.runFor(Duration.ofSeconds(1));
        assertThat(lab.output(arn)).isEqualTo("1");
    }

    @Test
    void sendTaskSuccess_malformedToken_isInvalid() {
        assertCode(
                "InvalidToken",
                () -> lab.states.sendTaskSuccess(
                        request -> request.taskToken("x").output("1")));
    }

    @Test
    void sendTaskSuccess_neverIssuedToken_doesNotExist() {
        waiting();
        var guess = tokens.get(0).substring(0, tokens.get(0).length() - 8) + "00000000";

        assertCode(
                "TaskDoesNotExist",
                () -> lab.states.sendTaskSuccess(
                        request -> request.taskToken(guess).output("1")));
    }

    @Test
    void sendTaskSuccess_outputIsNotJson_isInvalidAndTheTaskStillWaits() {
        waiting();

        assertCode(
                "InvalidOutput",
                () -> lab.states.sendTaskSuccess(
                        request -> request.taskToken(tokens.get(0)).output("{")));
        lab.states.sendTaskHeartbeat(request -> request.taskToken(tokens.get(0)));
    }

    @Test
    void sendTaskSuccess_whileTheFunctionRuns_endsTheStateAfterIt() {
        lab.function("A", event -> {
            lab.states.sendTaskSuccess(
                    request -> request.taskToken(event.path("token").asText()).output("\"early\""));
            return new Invocation.Returned("{}");
        });

        var arn = lab.run(machine("A", callback("A", "'End':true")), "{}");

        assertThat(lab.output(arn)).isEqualTo("\"early\"");
        assertThat(lab.types(arn)).contains("TaskStarted TaskSubmitted TaskSucceeded TaskStateExited");
    }

    @Test
    void sendTaskFailure_withoutErrorAndCause_isCaughtAsNulls() {
        var arn = waiting("'Catch':[{'ErrorEquals':['States.ALL'],'Next':'B'}],'End':true");

        lab.states.sendTaskFailure(request -> request.taskToken(tokens.get(0)));
        lab.runFor(Duration.ofSeconds(1));

        assertThat(lab.output(arn)).isEqualTo("{\"Error\":null,\"Cause\":null}");
    }

    @Test
    void sendTaskHeartbeat_keepsTheTaskButNotBeyondItsTimeout() {
        var arn = waiting("'TimeoutSeconds':20,'HeartbeatSeconds':8,'End':true");

        for (int i = 0; i < 3; i++) {
            lab.runFor(Duration.ofSeconds(6));
            lab.states.sendTaskHeartbeat(request -> request.taskToken(tokens.get(0)));
        }
        assertThat(lab.types(arn)).endsWith("TaskSubmitted");
        lab.runFor(Duration.ofSeconds(2));
        assertThat(lab.types(arn)).endsWith("TaskTimedOut ExecutionFailed");
    }

    private String waiting() {
        return waiting("'End':true");
    }

    private String waiting(String more) {
        lab.function("A", event -> {
            tokens.add(event.path("token").asText());
            return new Invocation.Returned("{}");
        });
        var arn = lab.start(machine("A", callback("A", more) + catchTarget(more)), "{}");
        lab.runFor(Duration.ofSeconds(1));
        return arn;
    }

    private static String catchTarget(String more) {
        return more.contains("'B'") ? ",'B':{'Type':'Pass','End':true}" : "";
    }

    @Test
    void stopExecution_insideTheFunction_dropsItsResult() {
        lab.function("A", event -> {
            lab.states.stopExecution(request -> request.executionArn(Arns.execution("m", "e")));
            return new Invocation.Returned("{}");
        });

        var arn = lab.run(machine("A", StatesLab.task("A", "'End':true")), "{}");

        assertThat(lab.types(arn)).endsWith("TaskScheduled TaskStarted ExecutionAborted");
    }

    @Test
    void getExecutionHistory_inPages_isWhole() {
        var arn = lab.run(WAIT, "{}");

        var first = lab.states.getExecutionHistory(
                request -> request.executionArn(arn).maxResults(3));
        var second = lab.states.getExecutionHistory(
                request -> request.executionArn(arn).maxResults(3).nextToken(first.nextToken()));

        assertThat(first.events()).extracting(HistoryEvent::id).containsExactly(1L, 2L, 3L);
        assertThat(second.events()).extracting(HistoryEvent::id).containsExactly(4L);
        assertThat(second.nextToken()).isNull();
    }

    @Test
    void getExecutionHistory_reversed_beginsWithTheEnd() {
        var arn = lab.run(WAIT, "{}");

        var last = lab.states.getExecutionHistory(
                request -> request.executionArn(arn).reverseOrder(true).maxResults(1));

        assertThat(last.events()).extracting(HistoryEvent::typeAsString).containsExactly("ExecutionSucceeded");
    }

    @Test
    void listExecutions_inPages_areNewestFirstWhateverStartsMeanwhile() {
        var machine = lab.states.createStateMachine("m", StateMachineDefinition.parse(WAIT));
        for (var name : List.of("a", "b", "c")) {
            lab.states.startExecution(
                    request -> request.stateMachineArn(machine).name(name));
        }
        var first = lab.states.listExecutions(
                request -> request.stateMachineArn(machine).maxResults(2));
        lab.states.startExecution(request -> request.stateMachineArn(machine).name("d"));

        var second = lab.states.listExecutions(
                request -> request.stateMachineArn(machine).maxResults(2).nextToken(first.nextToken()));

        assertThat(first.executions()).extracting(item -> item.name()).containsExactly("c", "b");
        assertThat(second.executions()).extracting(item -> item.name()).containsExactly("a");
    }

    @Test
    void listExecutions_byStatus_showsOnlyThose() {
        var arn = lab.start(WAIT, "{}");

        var succeeded = lab.states.listExecutions(
                request -> request.stateMachineArn(Arns.stateMachine("m")).statusFilter("SUCCEEDED"));
        var running = lab.states.listExecutions(
                request -> request.stateMachineArn(Arns.stateMachine("m")).statusFilter("RUNNING"));

        assertThat(succeeded.executions()).isEmpty();
        assertThat(running.executions()).extracting(item -> item.executionArn()).containsExactly(arn);
    }

    @Test
    void events_ofASuccess_haveTheFieldsOfTheStatusChange() {
        lab.run(WAIT, "{\"a\":1}");

        assertThat(lab.events.get(1).toString())
                .startsWith(
                        "{\"executionArn\":\"arn:aws:states:us-east-1:123456789012:execution:m:e\",\"stateMachineArn\":"
                                + "\"arn:aws:states:us-east-1:123456789012:stateMachine:m\",\"name\":\"e\",\"status\":\"SUCCEEDED\","
                                + "\"startDate\":1767607200000,\"stopDate\":1767607260000,\"input\":\"{\\\"a\\\":1}\","
                                + "\"inputDetails\":{\"included\":true},\"output\":\"{\\\"a\\\":1}\"");
    }

    private static void assertCode(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SfnException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }
}
