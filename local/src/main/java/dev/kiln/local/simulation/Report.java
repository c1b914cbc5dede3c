package dev.kiln.local.simulation;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What happened in one simulation, or in many.
 *
 * @param worlds how many simulations
 * @param builds executions that were started
 * @param succeeded those that ended with an image
 * @param cancelled those that an operator stopped for good
 * @param waiting those that failed, say why, and cannot be redriven to an end: an operator has started them anew, or
 *     has forked a build that could not be forked
 * @param faults injected, by kind
 * @param redrives by operators
 * @param resumes by the state in which a redriven execution went on
 * @param checks of invariants
 * @param orphans machines of ended builds that nobody would end
 * @param lost builds that are none of succeeded, cancelled and waiting
 * @param virtualTime that passed in the accounts
 * @param trace a number of all that happened; the same for the same seed
 */
public record Report(
        int worlds,
        int builds,
        int succeeded,
        int cancelled,
        int waiting,
        Map<FaultKind, Integer> faults,
        int redrives,
        SortedMap<String, Integer> resumes,
        SortedMap<String, Long> checks,
        int orphans,
        int lost,
        Duration virtualTime,
        String trace) {
    public Report {
        var sorted = new EnumMap<FaultKind, Integer>(FaultKind.class);
        sorted.putAll(faults);
        faults = Collections.unmodifiableMap(sorted);
        resumes = Collections.unmodifiableSortedMap(new TreeMap<>(resumes));
        checks = Collections.unmodifiableSortedMap(new TreeMap<>(checks));
    }

    /** Of no simulation. */
    public static Report none() {
        return new Report(0, 0, 0, 0, 0, Map.of(), 0, new TreeMap<>(), new TreeMap<>(), 0, 0, Duration.ZERO, "");
    }

    /** Of the simulations of both. */
    public Report plus(Report other) {
        var allFaults = new EnumMap<FaultKind, Integer>(FaultKind.class);
        allFaults.putAll(faults);
        other.faults.forEach((kind, count) -> allFaults.merge(kind, count, Integer::sum));
        var allResumes = new TreeMap<>(resumes);
        other.resumes.forEach((state, count) -> allResumes.merge(state, count, Integer::sum));
        var allChecks = new TreeMap<>(checks);
        other.checks.forEach((invariant, count) -> allChecks.merge(invariant, count, Long::sum));
        return new Report(
                worlds + other.worlds,
                builds + other.builds,
                succeeded + other.succeeded,
                cancelled + other.cancelled,
                waiting + other.waiting,
                allFaults,
                redrives + other.redrives,
                allResumes,
                allChecks,
                orphans + other.orphans,
                lost + other.lost,
                virtualTime.plus(other.virtualTime),
                "");
    }

    /** Checks of all invariants. */
    public long allChecks() {
        return checks.values().stream().mapToLong(Long::longValue).sum();
    }
}
