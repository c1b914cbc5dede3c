package dev.kiln.local.simulation;

import java.util.List;

/** A property did not hold, or a simulation did not come to its end: with all that is needed to see it again. */
public final class SimulationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long seed;
    private final String violated;

    SimulationException(long seed, FaultPlan plan, String violated, List<String> trace, Throwable cause) {
        super("""
                Seed %d: %s
                Plan: %s
                Replay: ./mvnw -pl local -am test -DfailIfNoTests=false -Dsurefire.failIfNoSpecifiedTests=false -Dtest=ImageBuildSimulationTest -Dsim.seed=%d -Dsim.runs=1
                    or: ./kiln simulate --seed %d --preset %s
                The end of the trace:
                %s""".formatted(seed, violated, plan, seed, seed, plan.preset(), String.join("\n", trace)), cause);
        this.seed = seed;
        this.violated = violated;
    }

    /** What reproduces it. */
    public long seed() {
        return seed;
    }

    /** The property that did not hold, and a sentence. */
    public String violated() {
        return violated;
    }
}
