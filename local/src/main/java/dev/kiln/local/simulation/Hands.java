package dev.kiln.local.simulation;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** What people did by hand, which Kiln cannot be blamed for. */
final class Hands {
    private final SortedSet<String> started = new TreeSet<>();
    private final SortedSet<String> cancelled = new TreeSet<>();

    void started(String instanceId) {
        started.add(instanceId);
    }

    boolean hasStarted(String instanceId) {
        return started.contains(instanceId);
    }

    void cancelled(String buildId) {
        cancelled.add(buildId);
    }

    void resumed(String buildId) {
        cancelled.remove(buildId);
    }

    /** Builds that an operator stopped for good. */
    SortedSet<String> cancelled() {
        return Collections.unmodifiableSortedSet(cancelled);
    }
}
