package dev.kiln.aws;

import dev.kiln.event.ExecutionChanged;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.StateEnteredEventDetails;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Executions of the state machine and the tasks in them that wait for an answer. */
public final class Executions {
    private static final Set<String> STALE = Set.of("TaskTimedOut", "TaskDoesNotExist");

    /** The last state is nearly always on the first page. */
    private static final int PAGE_OF_EVENTS = 100;

    /** As many as there may be on one. */
    private static final int PAGE_OF_EXECUTIONS = 1000;

    private static final int ERROR_CHARACTERS = 256;
    private static final int CAUSE_CHARACTERS = 32_768;

    private final SfnClient sfn;

    public Executions(SfnClient sfn) {
        this.sfn = sfn;
    }

    /** Starts an execution; false when one of this name exists, which makes a doubled event harmless. */
    public boolean start(String stateMachineArn, String name, String input) {
        return AwsCall.unless(
                        Set.of("ExecutionAlreadyExists"),
                        "StartExecution (" + name + ")",
                        () -> sfn.startExecution(r ->
                                r.stateMachineArn(stateMachineArn).name(name).input(input)))
                .isPresent();
    }

    /** An execution as its event would tell it; empty when it does not exist or is no longer kept. */
    public Optional<ExecutionChanged> describe(String executionArn) {
        return described(executionArn)
                .map(e -> new ExecutionChanged(
                        e.executionArn(),
                        e.name(),
                        e.statusAsString(),
                        Optional.ofNullable(e.redriveCount()).orElse(0),
                        Optional.ofNullable(e.stopDate()),
                        Optional.ofNullable(e.error()),
                        Optional.ofNullable(e.cause())));
    }

    /** The status of an execution, for example RUNNING; empty when it does not exist or is no longer kept. */
    public Optional<String> status(String executionArn) {
        return described(executionArn).map(DescribeExecutionResponse::statusAsString);
    }

    /**
     * The executions of the same state machine that run. The list lags behind by some seconds: whether one that is not
     * on it has ended must be asked for itself.
     */
    public Set<String> runningBeside(String executionArn) {
        String machine = stateMachine(executionArn);
        return AwsCall.of(
                "ListExecutions (" + machine + ")",
                () -> sfn
                        .listExecutionsPaginator(r -> r.stateMachineArn(machine)
                                .statusFilter(ExecutionStatus.RUNNING)
                                .maxResults(PAGE_OF_EXECUTIONS))
                        .executions()
                        .stream()
                        .map(ExecutionListItem::executionArn)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /**
     * An execution's ARN is that of its state machine with another type and its own name at the end (Service
     * Authorization Reference, "AWS Step Functions").
     */
    private static String stateMachine(String executionArn) {
        return executionArn.substring(0, executionArn.lastIndexOf(':')).replaceFirst(":execution:", ":stateMachine:");
    }

    private Optional<DescribeExecutionResponse> described(String executionArn) {
        return AwsCall.unless(
                Set.of("ExecutionDoesNotExist"),
                "DescribeExecution (" + executionArn + ")",
                () -> sfn.describeExecution(r -> r.executionArn(executionArn)));
    }

    /** The state that an execution was in last; empty when it has not entered one or is no longer kept. */
    public Optional<String> lastState(String executionArn) {
        return AwsCall.unless(
                        Set.of("ExecutionDoesNotExist"),
                        "GetExecutionHistory (" + executionArn + ")",
                        () -> sfn
                                .getExecutionHistoryPaginator(r -> r.executionArn(executionArn)
                                        .reverseOrder(true)
                                        .maxResults(PAGE_OF_EVENTS))
                                .events()
                                .stream()
                                .flatMap(event -> Optional.ofNullable(event.stateEnteredEventDetails()).stream())
                                .map(StateEnteredEventDetails::name)
                                .findFirst())
                .flatMap(name -> name);
    }

    /** Completes a waiting task; false when the token is stale: the task has ended, timed out or been redriven. */
    public boolean succeed(String token, String output) {
        return AwsCall.unless(
                        STALE,
                        "SendTaskSuccess",
                        () -> sfn.sendTaskSuccess(r -> r.taskToken(token).output(output)))
                .isPresent();
    }

    /** Fails a waiting task; false when the token is stale. */
    public boolean fail(String token, String error, String cause) {
        return AwsCall.unless(
                        STALE,
                        "SendTaskFailure",
                        () -> sfn.sendTaskFailure(r -> r.taskToken(token)
                                .error(cut(error, ERROR_CHARACTERS))
                                .cause(cut(cause, CAUSE_CHARACTERS))))
                .isPresent();
    }

    private static String cut(String text, int characters) {
        return text.length() <= characters ? text : text.substring(0, characters);
    }
}
