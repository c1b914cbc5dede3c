package dev.kiln.local.simulation;

import java.util.function.LongUnaryOperator;

/** Runs the simulation of a seed in the classes of whichever loader has loaded it. */
public final class SimulationProbe implements LongUnaryOperator {
    /**
     * Answers the number of builds.
     *
     * @throws SimulationException of its own loader, when a property does not hold
     */
    @Override
    public long applyAsLong(long seed) {
        return Simulation.run(seed, Options.USUAL).builds();
    }
}
