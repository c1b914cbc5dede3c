package dev.kiln.local.states;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The executions of a local account as a value that can be kept on file.
 *
 * @param started how many executions have been started in the account
 * @param executions those that are remembered, in the order of their start
 * @param definitions the definitions that they began with, each once, by the SHA-256 of its text
 */
public record StatesState(long started, List<ExecutionState> executions, SortedMap<String, String> definitions) {
    public StatesState {
        executions = List.copyOf(executions);
        definitions = Collections.unmodifiableSortedMap(new TreeMap<>(definitions));
    }
}
