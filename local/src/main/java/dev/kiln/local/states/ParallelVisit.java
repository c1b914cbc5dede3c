package dev.kiln.local.states;

import software.amazon.awssdk.services.sfn.model.HistoryEventType;

import java.util.List;
import java.util.Map;

/** A Parallel: every branch gets the same input. */
final class ParallelVisit extends FanOutVisit {
    private final State.Parallel parallel;

    ParallelVisit(Entry entry, State.Parallel parallel) {
        super(entry, parallel, parallel.leaving());
        this.parallel = parallel;
    }

    @Override
    List<Work> prepare() {
        var input = parallel.arguments().map(evaluator()::evaluate).orElse(input());
        branch().record(HistoryEventType.PARALLEL_STATE_STARTED, Details.none());
        return parallel.branches().stream()
                .map(graph -> new Work(graph, input, Map.of()))
                .toList();
    }

    @Override
    StateGraph graph(int index) {
        return parallel.branches().get(index);
    }

    @Override
    int concurrency() {
        return parallel.branches().size();
    }
}
