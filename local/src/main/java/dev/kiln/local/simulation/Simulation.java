package dev.kiln.local.simulation;

import java.time.Duration;
import java.time.Instant;

/** Runs one world: faults for some hours, then everything heals, and all must come to an end. */
public final class Simulation {
    private final World world;

    private Simulation(World world) {
        this.world = world;
    }

    /**
     * Runs the simulation of a seed; the same seed and options give the same to the last event.
     *
     * @throws SimulationException if a property does not hold, or something does not come to its end
     */
    public static Report run(long seed, Options options) {
        try (var world = new World(seed, options)) {
            try {
                return new Simulation(world).run();
            } catch (Unsettled e) {
                throw new SimulationException(
                        seed, world.plan(), e.getMessage(), world.trace().last(), e);
            } catch (RuntimeException e) {
                throw new SimulationException(
                        seed,
                        world.plan(),
                        world.violations().first().orElse("the simulation broke: " + e),
                        world.trace().last(),
                        e);
            }
        }
    }

    /** Something does not hold or does not come to its end; its message says what. */
    static final class Unsettled extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unsettled(String message) {
            super(message);
        }
    }

    private Report run() {
        world.begin();
        advance(world, World.START.plus(world.plan().lasting()));
        world.heal();
        var convergence = new Convergence(world);
        convergence.run();
        var ending = new Ending(world, convergence.anew());
        ending.check();
        return ending.report();
    }

    /** Runs the clock to an instant, or to the first violation. */
    static void advance(World world, Instant limit) {
        var timeline = world.account().timeline();
        boolean violated = timeline.runUntil(() -> world.violations().first().isPresent(), limit);
        if (violated) {
            throw new Unsettled(world.violations().first().orElseThrow());
        }
        timeline.runTo(limit);
    }

    static void advance(World world, Duration duration) {
        advance(world, world.account().timeline().instant().plus(duration));
    }
}
