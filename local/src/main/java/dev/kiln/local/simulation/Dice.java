package dev.kiln.local.simulation;

import dev.kiln.local.time.RandomSource;

import java.util.EnumMap;
import java.util.Map;

/** Decides when a fault strikes, each kind with dice of its own, and counts them. When healed, nothing strikes. */
final class Dice {
    private final FaultPlan plan;
    private final Trace trace;
    private final Map<FaultKind, RandomSource> random = new EnumMap<>(FaultKind.class);
    private final Map<FaultKind, Integer> struck = new EnumMap<>(FaultKind.class);
    private boolean healed;

    Dice(FaultPlan plan, RandomSource random, Trace trace) {
        this.plan = plan;
        this.trace = trace;
        for (FaultKind kind : FaultKind.values()) {
            this.random.put(kind, random.fork(kind.name()));
        }
    }

    /** Whether the fault strikes at this chance; then it is counted as injected. */
    boolean strikes(FaultKind kind, String where) {
        if (healed || !plan.oneIn().containsKey(kind)) {
            return false;
        }
        boolean strikes = of(kind).chance(1, plan.oneIn().get(kind));
        if (strikes) {
            struck.merge(kind, 1, Integer::sum);
            trace.line("FAULT " + kind + " " + where);
        }
        return strikes;
    }

    /** What else is to be drawn about a fault of a kind. */
    RandomSource of(FaultKind kind) {
        return random.get(kind);
    }

    void heal() {
        healed = true;
    }

    boolean healed() {
        return healed;
    }

    Map<FaultKind, Integer> struck() {
        return new EnumMap<>(struck);
    }
}
