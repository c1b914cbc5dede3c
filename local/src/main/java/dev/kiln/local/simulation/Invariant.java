package dev.kiln.local.simulation;

import java.util.function.Supplier;

/** A property that holds at every moment, named by its class. */
abstract class Invariant implements Witness {
    private final Violations violations;
    private long checks;

    Invariant(Violations violations) {
        this.violations = violations;
    }

    /** Checks once. */
    final void require(boolean holds, Supplier<String> otherwise) {
        checks++;
        if (!holds) {
            violations.add(getClass().getSimpleName(), otherwise.get());
        }
    }

    final long checks() {
        return checks;
    }
}
