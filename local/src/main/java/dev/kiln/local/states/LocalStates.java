package dev.kiln.local.states;

import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.ListExecutionsResponse;
import software.amazon.awssdk.services.sfn.model.RedriveExecutionRequest;
import software.amazon.awssdk.services.sfn.model.RedriveExecutionResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskHeartbeatRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskHeartbeatResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessResponse;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;
import software.amazon.awssdk.services.sfn.model.StopExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StopExecutionResponse;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Step Functions of a local account (123456789012, us-east-1), for Standard workflows.
 *
 * <p>Calls answer at once and do no work of a state: states run as events of the timeline, so whoever starts an
 * execution must let the timeline run. Like the rest of an account it belongs to one thread. A call that is not
 * overridden here is not supported and throws {@link UnsupportedOperationException}, as the SDK interface does.
 */
public final class LocalStates implements SfnClient {
    private final Engine engine;
    private final Map<String, StateMachine> machines = new LinkedHashMap<>();
    private final ExecutionFile file;
    private final ExecutionCalls executions;
    private final ExecutionQueries queries;
    private final TaskCalls tasks;

    /**
     * The service of one account.
     *
     * @param timeline the account's clock and scheduler
     * @param random draws task tokens, generated names, latencies, jitter and the values of <code>$random()</code>
     * @param functions runs the functions that tasks invoke
     * @param events hears of every change of an execution's status, at the instant it happens
     */
    public LocalStates(Timeline timeline, RandomSource random, FunctionInvoker functions, ExecutionEvents events) {
        this.engine = new Engine(
                timeline,
                random,
                functions,
                events,
                new Expressions(random, timeline),
                new TaskTokens(random),
                new Progress());
        var store = new ExecutionStore();
        this.file = new ExecutionFile(engine, store);
        this.executions = new ExecutionCalls(engine, store, machines);
        this.queries = new ExecutionQueries(timeline, store, machines);
        this.tasks = new TaskCalls(engine.tokens());
    }

    /**
     * Creates a state machine and returns its ARN. A name that exists gets the new definition; executions that have
     * started keep the one that they started with, also when they are redriven.
     */
    public String createStateMachine(String name, StateMachineDefinition definition) {
        var machine = new StateMachine(name, definition);
        machines.put(machine.arn(), machine);
        return machine.arn();
    }

    /**
     * Tells from now on each time an execution has started, been redriven or ended, and each time a function has
     * returned to it: what the function did is done then, so it is a good moment to put the account on file.
     *
     * @param listener called in the middle of an event; what it wants to do it has to plan
     */
    public void whenProgressed(Runnable listener) {
        engine.progress().tellTo(listener);
    }

    /** The executions that are remembered, to be kept on file. */
    public StatesState state() {
        return file.state();
    }

    /**
     * Takes up the executions from file. One that was running when it was put there is aborted now, because what it
     * waited for is not known any more; it can be redriven like any other.
     *
     * @param error what such an execution is aborted with
     * @param cause the same in a sentence
     * @throws IllegalStateException when this account has executions already
     */
    public void restore(StatesState state, String error, String cause) {
        file.restore(state, error, cause);
    }

    @Override
    public StartExecutionResponse startExecution(StartExecutionRequest request) {
        return executions.start(request);
    }

    @Override
    public StopExecutionResponse stopExecution(StopExecutionRequest request) {
        return executions.stop(request);
    }

    @Override
    public RedriveExecutionResponse redriveExecution(RedriveExecutionRequest request) {
        return executions.redrive(request);
    }

    @Override
    public DescribeExecutionResponse describeExecution(DescribeExecutionRequest request) {
        return queries.describe(request);
    }

    @Override
    public GetExecutionHistoryResponse getExecutionHistory(GetExecutionHistoryRequest request) {
        return queries.history(request);
    }

    @Override
    public ListExecutionsResponse listExecutions(ListExecutionsRequest request) {
        return queries.list(request);
    }

    @Override
    public SendTaskSuccessResponse sendTaskSuccess(SendTaskSuccessRequest request) {
        tasks.succeed(Optional.ofNullable(request.taskToken()), Optional.ofNullable(request.output()));
        return SendTaskSuccessResponse.builder().build();
    }

    @Override
    public SendTaskFailureResponse sendTaskFailure(SendTaskFailureRequest request) {
        tasks.fail(
                Optional.ofNullable(request.taskToken()),
                Optional.ofNullable(request.error()),
                Optional.ofNullable(request.cause()));
        return SendTaskFailureResponse.builder().build();
    }

    @Override
    public SendTaskHeartbeatResponse sendTaskHeartbeat(SendTaskHeartbeatRequest request) {
        tasks.beat(Optional.ofNullable(request.taskToken()));
        return SendTaskHeartbeatResponse.builder().build();
    }

    /** Whether a task waits for this token to come back. */
    public boolean waitsFor(String token) {
        return engine.tokens().holder(token).isPresent();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: there is no connection to close. */
    @Override
    public void close() {}
}
