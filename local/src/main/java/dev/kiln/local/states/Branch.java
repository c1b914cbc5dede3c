package dev.kiln.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.time.Timeline;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One thread through a graph of states: the execution's own, a branch of a Parallel or an iteration of a Map.
 *
 * <p>It is in one state, on its way to the next, or done. After {@link #freeze} it keeps its place, and {@link #resume}
 * goes on from there.
 */
final class Branch {
    /** Whom a branch tells that it ended. */
    interface Ending {
        void completed(JsonNode output);

        void failed(Failure failure);
    }

    private record Step(String state, JsonNode input) {}

    private final Execution execution;
    private final StateGraph graph;
    private final Scope scope;
    private final Map<String, Object> mapContext;
    private final Ending ending;
    private final List<Timeline.Cancellation> timers = new ArrayList<>();
    private Optional<Visit> current = Optional.empty();
    private Optional<Step> next = Optional.empty();
    private long lastEvent;
    private long epoch;

    /**
     * A branch that has not started.
     *
     * @param mapContext the {@code Map} member of the context object; empty outside of a Map
     */
    Branch(
            Execution execution,
            StateGraph graph,
            Optional<Scope> outer,
            Map<String, Object> mapContext,
            Ending ending) {
        this.execution = execution;
        this.graph = graph;
        this.scope = new Scope(outer);
        this.mapContext = mapContext;
        this.ending = ending;
    }

    void start(JsonNode input) {
        goTo(graph.startAt(), input);
    }

    /** Where the branch stands, for the file. */
    BranchState state() {
        return new BranchState(
                lastEvent,
                PipelineJson.write(scope.own()),
                next.map(step -> new BranchState.Due(step.state(), PipelineJson.write(step.input()))),
                current.map(Visit::onFile));
    }

    /** Takes up the place of a branch on file. Nothing runs before {@link #resume}. */
    void restore(BranchState state) {
        lastEvent = state.lastEvent();
        scope.assign(PipelineJson.tree(state.variables()));
        next = state.next().map(due -> new Step(due.state(), PipelineJson.tree(due.input())));
        current = state.current().map(this::entered);
    }

    private Visit entered(BranchState.Entered onFile) {
        var entry = new Visit.Entry(this, PipelineJson.tree(onFile.input()), onFile.at(), onFile.event());
        var visit = Visits.of(entry, graph.state(onFile.state()));
        visit.restore(onFile);
        return visit;
    }

    /** Goes on after a redrive: with the state that was entered and not left, or with the one that was due. */
    void resume() {
        plan(Duration.ZERO, "resumes", () -> current.ifPresentOrElse(Visit::resume, this::enterNext));
    }

    /** Plans work of the current state. It is dropped when the state is left or the branch is frozen before. */
    void plan(Duration delay, String what, Runnable action) {
        cancellable(delay, what, action);
    }

    /** Like {@link #plan}, with a handle to drop this work alone. */
    Timeline.Cancellation cancellable(Duration delay, String what, Runnable action) {
        long planned = epoch;
        var timer = execution.engine().timeline().after(delay, execution.name() + " " + what, () -> {
            if (planned == epoch) {
                execution.guard(action);
            }
        });
        timers.add(timer);
        return timer;
    }

    /** Drops all planned work. */
    void dropTimers() {
        epoch++;
        timers.forEach(Timeline.Cancellation::cancel);
        timers.clear();
    }

    /** Leaves a state, assigns variables, and goes on to the next state or ends. */
    void leave(Visit visit, JsonNode output, String outputText, Optional<JsonNode> assigned, Optional<String> target) {
        recordOf(visit.state(), "StateExited", Details.exited(visit.state().name(), outputText, assigned));
        dropTimers();
        assigned.ifPresent(scope::assign);
        current = Optional.empty();
        target.ifPresentOrElse(name -> goTo(name, output), () -> ending.completed(output));
    }

    /** The current state failed and nothing caught it. The state stays current, so that a redrive finds it. */
    void fail(Failure failure) {
        dropTimers();
        ending.failed(failure);
    }

    /** Stops all work, nested branches included, and keeps the place. */
    void freeze() {
        dropTimers();
        current.ifPresent(Visit::freeze);
    }

    /** Like {@link #freeze}, and writes what became of the current state, nested branches first. */
    void abort() {
        dropTimers();
        current.ifPresent(visit -> {
            visit.abortNested();
            visit.freeze();
            if (abortIsRecorded(visit.state())) {
                note(HistoryEventType.fromValue(visit.state().type() + "StateAborted"), Details.none());
            }
        });
    }

    /** Only states that can be interrupted have an event for it in the API's HistoryEventType. */
    private static boolean abortIsRecorded(State state) {
        return switch (state) {
            case State.Task task -> true;
            case State.Wait wait -> true;
            case State.Parallel parallel -> true;
            case State.Map map -> true;
            case State.Choice choice -> false;
            case State.Pass pass -> false;
            case State.Succeed succeed -> false;
            case State.Fail fail -> false;
        };
    }

    /** Aborts the branches inside the current state, not the state itself. */
    void abortNested() {
        current.ifPresent(Visit::abortNested);
    }

    /** Appends an event that follows this branch's last one, and returns its id. */
    long record(HistoryEventType type, Consumer<HistoryEvent.Builder> details) {
        lastEvent = execution.record(lastEvent, type, details);
        return lastEvent;
    }

    /** Appends an event that follows this branch's last one and that nothing follows. */
    void note(HistoryEventType type, Consumer<HistoryEvent.Builder> details) {
        execution.record(lastEvent, type, details);
    }

    /** Appends an event whose name begins with the type of a state. */
    long recordOf(State state, String what, Consumer<HistoryEvent.Builder> details) {
        return record(HistoryEventType.fromValue(state.type() + what), details);
    }

    long lastEvent() {
        return lastEvent;
    }

    /** Makes the branch's next event follow another branch's. */
    void follow(long event) {
        lastEvent = event;
    }

    Execution execution() {
        return execution;
    }

    Scope scope() {
        return scope;
    }

    Map<String, Object> mapContext() {
        return mapContext;
    }

    private void goTo(String state, JsonNode input) {
        next = Optional.of(new Step(state, input));
        plan(Duration.ZERO, "enters " + state, this::enterNext);
    }

    private void enterNext() {
        next.ifPresent(step -> {
            var state = graph.state(step.state());
            long event = recordOf(state, "StateEntered", Details.entered(state.name(), step.input()));
            next = Optional.empty();
            var visit = Visits.of(new Visit.Entry(this, step.input(), execution.now(), event), state);
            current = Optional.of(visit);
            visit.begin();
        });
    }
}
