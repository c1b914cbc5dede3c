package dev.kiln.cli;

import dev.kiln.json.PipelineJson;
import dev.kiln.ledger.Plans;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the states out of an execution's history as it grows. */
final class HistoryReader {
    private static final Set<String> ENDS =
            Set.of("ExecutionSucceeded", "ExecutionFailed", "ExecutionTimedOut", "ExecutionAborted");

    private final Plans plans;
    private final String buildId;
    private final int redrive;
    private int redrives;
    private int read;
    private boolean complete;
    private Optional<Entered> current = Optional.empty();
    private Optional<Entered> unfinished = Optional.empty();

    private record Entered(String state, String detail, Instant at) {}

    /** A visit of a task that has ended. */
    record Visit(String state, String detail, Instant entered, Instant left, boolean succeeded) {}

    /** @param redrive what came before this redrive of the execution is passed over; 0 is its start */
    HistoryReader(Plans plans, String buildId, int redrive) {
        this.plans = plans;
        this.buildId = buildId;
        this.redrive = redrive;
    }

    /** The visits that have ended since the last call. */
    List<Visit> read(List<HistoryEvent> history) {
        var visits = new ArrayList<Visit>();
        for (HistoryEvent event : history.subList(Math.min(read, history.size()), history.size())) {
            read(event).filter(visit -> redrives >= redrive).ifPresent(visits::add);
        }
        // A later answer may know less than an earlier one.
        read = Math.max(read, history.size());
        complete = !history.isEmpty()
                && redrives >= redrive
                && ENDS.contains(history.getLast().typeAsString());
        return visits;
    }

    /** Whether the execution's end has been read. */
    boolean complete() {
        return complete;
    }

    /** The state that is under way. */
    Optional<String> under() {
        return current.filter(e -> redrives >= redrive)
                .map(e -> e.detail().isEmpty() ? e.state() : e.state() + " " + e.detail());
    }

    private Optional<Visit> read(HistoryEvent event) {
        return switch (event.typeAsString()) {
            case "TaskStateEntered" -> {
                current =
                        Optional.of(new Entered(event.stateEnteredEventDetails().name(), "", event.timestamp()));
                yield Optional.empty();
            }
            case "TaskScheduled" -> {
                String detail = detail(event.taskScheduledEventDetails().parameters());
                current = current.map(e -> new Entered(e.state(), detail, e.at()));
                yield Optional.empty();
            }
            case "TaskStateExited" -> ended(event, true);
            case "ExecutionFailed", "ExecutionTimedOut", "ExecutionAborted" -> {
                unfinished = current;
                yield ended(event, false);
            }
            case "ExecutionRedriven" -> {
                redrives++;
                // A redrive goes on in the state that was not left, and need not enter it again.
                current = unfinished.map(e -> new Entered(e.state(), e.detail(), event.timestamp()));
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private Optional<Visit> ended(HistoryEvent event, boolean succeeded) {
        var visit = current.map(e -> new Visit(e.state(), e.detail(), e.at(), event.timestamp(), succeeded));
        current = Optional.empty();
        return visit;
    }

    /** Which step a RunStep runs. */
    private String detail(String parameters) {
        var index = PipelineJson.tree(parameters).at("/Payload/stepIndex");
        return index.isInt()
                ? plans.of(buildId).recipe().steps().get(index.asInt()).name()
                : "";
    }
}
