package dev.kiln.local.simulation;

import java.util.Optional;

/** The first property that did not hold. A function cannot catch it, because nothing is thrown. */
final class Violations {
    private final Trace trace;
    private Optional<String> first = Optional.empty();

    Violations(Trace trace) {
        this.trace = trace;
    }

    void add(String invariant, String what) {
        trace.line("VIOLATED " + invariant + ": " + what);
        if (first.isEmpty()) {
            first = Optional.of(invariant + ": " + what);
        }
    }

    Optional<String> first() {
        return first;
    }
}
