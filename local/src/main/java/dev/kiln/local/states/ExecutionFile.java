package dev.kiln.local.states;

import dev.kiln.aws.Digests;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes the executions down, and takes them up again in another process. */
final class ExecutionFile {
    private final Engine engine;
    private final ExecutionStore store;
    private final Map<String, String> keys = new LinkedHashMap<>();

    ExecutionFile(Engine engine, ExecutionStore store) {
        this.engine = engine;
        this.store = store;
    }

    StatesState state() {
        var definitions = new TreeMap<String, String>();
        var executions = new ArrayList<ExecutionState>();
        for (var numbered : store.newestFirst(engine.timeline().instant()).reversed()) {
            var text = numbered.execution().machine().definition().text();
            var key = keys.computeIfAbsent(
                    text, definition -> Digests.sha256(definition.getBytes(StandardCharsets.UTF_8)));
            definitions.put(key, text);
            executions.add(numbered.execution().state(numbered.number(), key));
        }
        return new StatesState(store.started(), executions, definitions);
    }

    void restore(StatesState state, String error, String cause) {
        var definitions = new TreeMap<String, StateMachineDefinition>();
        state.definitions().forEach((key, text) -> definitions.put(key, StateMachineDefinition.parse(text)));
        var executions = state.executions().stream()
                .map(onFile -> new ExecutionStore.Numbered(
                        onFile.number(),
                        Execution.restored(
                                engine,
                                new StateMachine(onFile.stateMachine(), definitions.get(onFile.definition())),
                                onFile)))
                .toList();
        store.restore(state.started(), executions);
        executions.forEach(one -> one.execution().stop(Optional.of(error), Optional.of(cause)));
    }
}
