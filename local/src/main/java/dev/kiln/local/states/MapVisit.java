package dev.kiln.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An inline Map: the item processor runs for each item, at most {@code MaxConcurrency} at once. */
final class MapVisit extends FanOutVisit {
    private final State.Map map;
    private int concurrency;

    MapVisit(Entry entry, State.Map map) {
        super(entry, map, map.leaving());
        this.map = map;
    }

    @Override
    List<Work> prepare() {
        var evaluator = evaluator();
        var items = map.items().map(evaluator::evaluate).orElse(input());
        if (!items.isArray()) {
            throw map.items()
                    .map(field -> evaluator.unexpected(field, "array", items))
                    .orElseGet(() -> new StateFailure(Failure.of(
                            Failure.QUERY, at() + "The input of the Map is not an array, and it has no Items field.")));
        }
        long limit =
                map.maxConcurrency().map(field -> number(field, evaluator, 0)).orElse(0L);
        concurrency = limit == 0 ? Limits.MAP_CONCURRENCY : Math.toIntExact(limit);
        branch().record(HistoryEventType.MAP_STATE_STARTED, Details.mapStarted(items.size()));
        var work = new ArrayList<Work>();
        for (var item : items) {
            work.add(work(work.size(), item));
        }
        return work;
    }

    private Work work(int index, JsonNode item) {
        Map<String, Object> context = members("Item", members("Index", index, "Value", Plain.of(item)));
        var input = map.itemSelector()
                .map(evaluator(Map.of(), members("Map", context))::evaluate)
                .orElse(item);
        return new Work(map.processor(), input, context);
    }

    @Override
    StateGraph graph(int index) {
        return map.processor();
    }

    @Override
    int concurrency() {
        return concurrency;
    }

    @Override
    void childStarted(Branch child, int index) {
        child.record(
                HistoryEventType.MAP_ITERATION_STARTED,
                event -> event.mapIterationStartedEventDetails(Details.iteration(map.name(), index)));
    }

    @Override
    void childSucceeded(Branch child, int index) {
        child.record(
                HistoryEventType.MAP_ITERATION_SUCCEEDED,
                event -> event.mapIterationSucceededEventDetails(Details.iteration(map.name(), index)));
    }

    @Override
    void childFailed(Branch child, int index) {
        child.note(
                HistoryEventType.MAP_ITERATION_FAILED,
                event -> event.mapIterationFailedEventDetails(Details.iteration(map.name(), index)));
    }

    @Override
    void childAborted(Branch child, int index) {
        child.note(
                HistoryEventType.MAP_ITERATION_ABORTED,
                event -> event.mapIterationAbortedEventDetails(Details.iteration(map.name(), index)));
    }
}
