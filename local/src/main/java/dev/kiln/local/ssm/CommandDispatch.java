package dev.kiln.local.ssm;

import dev.kiln.local.time.Delay;
import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;
import dev.kiln.local.windows.Assignment;
import dev.kiln.local.windows.GuestCommand;
import dev.kiln.local.windows.ManagedNodes;
import dev.kiln.local.windows.SsmAgent;
import dev.kiln.local.windows.WindowsMachine;
import software.amazon.awssdk.services.ssm.model.CancelCommandRequest;
import software.amazon.awssdk.services.ssm.model.SendCommandRequest;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes commands, hands them to the agents, and hears how they go.
 *
 * <p>A command that has not started when its delivery timeout has passed never starts. Of one that has started, SSM
 * waits for the agent's word until delivery and execution timeout together have passed: a machine that goes down in the
 * middle leaves its command in progress for that long. Both end as DeliveryTimedOut (SSM user guide, "Understanding
 * command statuses").
 */
final class CommandDispatch {
    static final Set<String> CANCEL = Set.of("CommandId", "InstanceIds");

    private final Timeline timeline;
    private final RandomSource random;
    private final ManagedNodes nodes;
    private final CommandStore store;
    private final CommandEvents events;
    private final Map<String, Timeline.Cancellation> timeouts = new LinkedHashMap<>();

    CommandDispatch(
            Timeline timeline, RandomSource random, ManagedNodes nodes, CommandStore store, CommandEvents events) {
        this.timeline = timeline;
        this.random = random;
        this.nodes = nodes;
        this.store = store;
        this.events = events;
    }

    CommandState send(SendCommandRequest request) {
        var order = CommandOrder.of(request);
        var agent = agent(order.instanceId()).orElseThrow(() -> SsmErrors.invalidInstanceId(order.instanceId()));
        var command = GuestCommand.read(order.commands());
        Instant now = timeline.instant();
        var state = CommandState.pending(
                store.nextNumber(), random.uuid(), order, now, now.plus(Delay.SSM_FINDS_NEW_COMMAND.draw(random)));
        store.put(state);
        giveUpAt(state.commandId(), state.deliverBy());
        agent.assign(assignment(state, command, false));
        return state;
    }

    /** Takes over a command from file. One that is open is handed to its machine again, which goes on with it. */
    void restore(CommandState state) {
        store.put(state);
        if (!state.open()) {
            return;
        }
        giveUpAt(
                state.commandId(),
                state.status().equals(CommandState.PENDING) ? state.deliverBy() : state.expiresAfter());
        nodes.machine(state.instanceId()).map(WindowsMachine::agent).ifPresent(agent -> handAgain(state, agent));
    }

    private void handAgain(CommandState state, SsmAgent agent) {
        var command = GuestCommand.read(state.lines());
        agent.assign(assignment(state, command, state.started().isPresent()));
        if (state.status().equals(CommandState.CANCELLING)) {
            agent.cancel(state.commandId());
        }
    }

    void cancel(CancelCommandRequest request) {
        String commandId = Optional.ofNullable(request.commandId()).orElse("");
        var state = store.find(commandId, timeline.instant()).orElseThrow(() -> SsmErrors.invalidCommandId(commandId));
        if (request.hasInstanceIds() && !request.instanceIds().contains(state.instanceId())) {
            throw SsmErrors.invalidInstanceId(String.join(", ", request.instanceIds()));
        }
        if (state.open()) {
            change(state.cancelling());
            agent(state.instanceId()).ifPresent(agent -> agent.cancel(commandId));
        }
    }

    /** The agent of an instance that SSM knows. */
    private Optional<SsmAgent> agent(String instanceId) {
        return nodes.machine(instanceId)
                .map(WindowsMachine::agent)
                .filter(agent -> agent.inventory().isPresent());
    }

    private Assignment assignment(CommandState state, GuestCommand command, boolean resumed) {
        String id = state.commandId();
        return new Assignment(id, command, state.execution(), resumed, new Assignment.Report() {
            @Override
            public void started() {
                CommandDispatch.this.started(store.current(id));
            }

            @Override
            public void finished(Assignment.Result result) {
                CommandDispatch.this.finished(store.current(id), result);
            }
        });
    }

    private void started(CommandState state) {
        if (state.status().equals(CommandState.PENDING)) {
            giveUpAt(state.commandId(), state.expiresAfter());
            change(state.started(timeline.instant()));
        }
    }

    private void finished(CommandState state, Assignment.Result result) {
        if (!state.open()) {
            return;
        }
        Optional.ofNullable(timeouts.remove(state.commandId())).ifPresent(Timeline.Cancellation::cancel);
        switch (result.outcome()) {
            case SUCCESS -> finish(state, "Success", "Success", result);
            case FAILED -> finish(state, "Failed", "Failed", result);
            case TIMED_OUT -> finish(state, "TimedOut", "ExecutionTimedOut", result);
            case CANCELLED -> finish(state, "Cancelled", "Cancelled", result);
        }
    }

    private void finish(CommandState state, String status, String details, Assignment.Result result) {
        change(state.finished(status, details, timeline.instant(), result.exitCode(), result.output(), result.error()));
    }

    private void giveUpAt(String commandId, Instant when) {
        var planned = timeline.at(when, "SSM gives up command " + commandId, () -> giveUp(commandId));
        Optional.ofNullable(timeouts.put(commandId, planned)).ifPresent(Timeline.Cancellation::cancel);
    }

    private void giveUp(String commandId) {
        timeouts.remove(commandId);
        var state = store.current(commandId);
        agent(state.instanceId()).ifPresent(agent -> agent.withdraw(commandId));
        change(state.undelivered(timeline.instant()));
    }

    private void change(CommandState state) {
        store.put(state);
        events.tell(state);
    }
}
