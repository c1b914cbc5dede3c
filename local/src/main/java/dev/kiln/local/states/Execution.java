package dev.kiln.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.time.Timeline;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One execution from its start to its last close, redrives included. */
final class Execution implements Branch.Ending {
    private final Engine engine;
    private final StateMachine machine;
    private final String name;
    private final String input;
    private final Object plainInput;
    private final Instant startDate;
    private final History history;
    private final Branch root;
    private final RedriveTokens redriveTokens = new RedriveTokens();
    private Optional<Timeline.Cancellation> timeout = Optional.empty();
    /** What a closed execution is on file, which does not change until it is redriven. */
    private Optional<ExecutionState> closedState = Optional.empty();

    private ExecutionStatus status = ExecutionStatus.RUNNING;
    private Optional<Instant> stopDate = Optional.empty();
    private Optional<String> output = Optional.empty();
    private Failure failure = new Failure(Optional.empty(), Optional.empty(), false);
    private int redriveCount;
    private Optional<Instant> redriveDate = Optional.empty();

    /** An execution that has not started. */
    Execution(Engine engine, StateMachine machine, String name, String input, JsonNode inputValue) {
        this(engine, machine, name, input, inputValue, engine.timeline().instant(), new History());
    }

    private Execution(
            Engine engine,
            StateMachine machine,
            String name,
            String input,
            JsonNode inputValue,
            Instant startDate,
            History history) {
        this.engine = engine;
        this.machine = machine;
        this.name = name;
        this.input = input;
        this.plainInput = Plain.of(inputValue);
        this.startDate = startDate;
        this.history = history;
        this.root = new Branch(this, machine.definition().graph(), Optional.empty(), Map.of(), this);
    }

    /**
     * An execution from file. Nothing of it is planned: one that was running stands still until it is stopped, and can
     * then be redriven.
     *
     * @param machine with the definition that it began with
     */
    static Execution restored(Engine engine, StateMachine machine, ExecutionState state) {
        var execution = new Execution(
                engine,
                machine,
                state.name(),
                state.input(),
                PipelineJson.tree(state.input()),
                state.startDate(),
                new History(state.history()));
        execution.status = ExecutionStatus.fromValue(state.status());
        execution.closedState = Optional.of(state).filter(any -> execution.status != ExecutionStatus.RUNNING);
        execution.stopDate = state.stopDate();
        execution.output = state.output();
        execution.failure = new Failure(state.error(), state.cause(), false);
        execution.redriveCount = state.redriveCount();
        execution.redriveDate = state.redriveDate();
        execution.redriveTokens.restore(state.redriveTokens());
        state.place().ifPresent(execution.root::restore);
        return execution;
    }

    /**
     * The execution for the file.
     *
     * @param number its place in the order of all starts
     * @param definition the key of its definition
     */
    ExecutionState state(long number, String definition) {
        var state = closedState.orElseGet(() -> stateNow(number, definition));
        closedState = Optional.of(state).filter(any -> status != ExecutionStatus.RUNNING);
        return state;
    }

    private ExecutionState stateNow(long number, String definition) {
        return new ExecutionState(
                number,
                name,
                machine.name(),
                definition,
                input,
                status.toString(),
                startDate,
                stopDate,
                output,
                failure.error(),
                failure.cause(),
                redriveCount,
                redriveDate,
                redriveTokens.state(),
                history.state(),
                status == ExecutionStatus.SUCCEEDED ? Optional.empty() : Optional.of(root.state()));
    }

    /** Writes that it started and plans its first state. */
    void start(JsonNode value) {
        record(0, HistoryEventType.EXECUTION_STARTED, Details.started(input, Arns.ROLE));
        startTimeout();
        root.start(value);
        announce();
    }

    /** Does some work of a state; when the history has no room for it, the execution fails. */
    void guard(Runnable work) {
        try {
            work.run();
        } catch (History.Full e) {
            failed(Failure.of(
                    Failure.RUNTIME,
                    "The execution reached the maximum number of history events (" + Limits.HISTORY_EVENTS + ")."));
        }
    }

    @Override
    public void completed(JsonNode result) {
        var text = PipelineJson.write(result);
        output = Optional.of(text);
        close(ExecutionStatus.SUCCEEDED, HistoryEventType.EXECUTION_SUCCEEDED, Details.succeeded(text));
    }

    @Override
    public void failed(Failure reason) {
        failure = reason;
        close(ExecutionStatus.FAILED, HistoryEventType.EXECUTION_FAILED, Details.failed(reason));
    }

    /** StopExecution. */
    void stop(Optional<String> error, Optional<String> cause) {
        if (status != ExecutionStatus.RUNNING) {
            return;
        }
        guard(root::abortNested);
        failure = new Failure(error, cause, false);
        // AWS records this event, unlike the other ends, without the one that it follows.
        root.follow(0);
        close(ExecutionStatus.ABORTED, HistoryEventType.EXECUTION_ABORTED, Details.aborted(failure));
    }

    private void timeOut() {
        guard(root::abortNested);
        close(ExecutionStatus.TIMED_OUT, HistoryEventType.EXECUTION_TIMED_OUT, Details.timedOut());
    }

    private void close(ExecutionStatus end, HistoryEventType type, Consumer<HistoryEvent.Builder> details) {
        if (status != ExecutionStatus.RUNNING) {
            return;
        }
        root.freeze();
        timeout.ifPresent(Timeline.Cancellation::cancel);
        status = end;
        stopDate = Optional.of(now());
        root.follow(history.close(now(), root.lastEvent(), type, details));
        announce();
    }

    /** RedriveExecution, once it has been found eligible. */
    void redrive() {
        status = ExecutionStatus.RUNNING;
        closedState = Optional.empty();
        stopDate = Optional.empty();
        failure = new Failure(Optional.empty(), Optional.empty(), false);
        redriveCount++;
        redriveDate = Optional.of(now());
        root.record(HistoryEventType.EXECUTION_REDRIVEN, Details.redriven(redriveCount));
        startTimeout();
        root.resume();
        announce();
    }

    private void startTimeout() {
        timeout = machine.definition()
                .timeout()
                .map(after -> engine.timeline().after(after, name + " times out", this::timeOut));
    }

    private void announce() {
        engine.events().statusChanged(ExecutionViews.detail(this));
        engine.progress().made();
    }

    long record(long previous, HistoryEventType type, Consumer<HistoryEvent.Builder> details) {
        return history.add(now(), previous, type, details);
    }

    /** The context object without what belongs to a state; a new map for each call. */
    Map<String, Object> context() {
        var execution = Visit.members(
                "Id",
                arn(),
                "Input",
                plainInput,
                "Name",
                name,
                "RoleArn",
                Arns.ROLE,
                "StartTime",
                Timestamps.millis(startDate),
                "RedriveCount",
                redriveCount);
        redriveDate.ifPresent(date -> execution.put("RedriveTime", Timestamps.millis(date)));
        return Visit.members(
                "Execution", execution, "StateMachine", Visit.members("Id", machine.arn(), "Name", machine.name()));
    }

    Engine engine() {
        return engine;
    }

    Instant now() {
        return engine.timeline().instant();
    }

    String arn() {
        return Arns.execution(machine.name(), name);
    }

    String name() {
        return name;
    }

    StateMachine machine() {
        return machine;
    }

    String input() {
        return input;
    }

    History history() {
        return history;
    }

    ExecutionStatus status() {
        return status;
    }

    Instant startDate() {
        return startDate;
    }

    /** Empty while the execution runs. */
    Optional<Instant> stopDate() {
        return stopDate;
    }

    Optional<String> output() {
        return output;
    }

    /** The error and cause of an execution that failed or was stopped with them. */
    Failure failure() {
        return failure;
    }

    RedriveTokens redriveTokens() {
        return redriveTokens;
    }

    int redriveCount() {
        return redriveCount;
    }

    Optional<Instant> redriveDate() {
        return redriveDate;
    }
}
