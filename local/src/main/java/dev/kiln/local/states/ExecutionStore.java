package dev.kiln.local.states;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The executions of an account, in the order of their start, each until its retention is over. */
final class ExecutionStore {
    private final Map<String, Numbered> byArn = new LinkedHashMap<>();
    private long started;

    /** An execution and its place in the order of all starts. */
    record Numbered(long number, Execution execution) {}

    void add(Execution execution) {
        byArn.put(execution.arn(), new Numbered(++started, execution));
    }

    /** How many have been added, forgotten ones included. */
    long started() {
        return started;
    }

    /** Takes up what another process had; only into a store that is empty. */
    void restore(long startedBefore, List<Numbered> executions) {
        if (started > 0) {
            throw new IllegalStateException("only a fresh account can be restored");
        }
        started = startedBefore;
        executions.forEach(numbered -> byArn.put(numbered.execution().arn(), numbered));
    }

    /** The execution, unless it closed so long ago that it is forgotten and its name is free again. */
    Optional<Execution> find(String arn, Instant now) {
        var found = Optional.ofNullable(byArn.get(arn)).map(Numbered::execution);
        if (found.filter(execution -> expired(execution, now)).isPresent()) {
            byArn.remove(arn);
            return Optional.empty();
        }
        return found;
    }

    /** The executions that are remembered, the newest first. */
    List<Numbered> newestFirst(Instant now) {
        Collection<Numbered> all = byArn.values();
        all.removeIf(numbered -> expired(numbered.execution(), now));
        return new ArrayList<>(all).reversed();
    }

    private static boolean expired(Execution execution, Instant now) {
        return execution
                .stopDate()
                .filter(end -> end.plus(Limits.RETAINED).isBefore(now))
                .isPresent();
    }
}
