package dev.kiln.local.simulation;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.LongUnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Planted bugs: each must be caught by the simulation within 300 seeds. Not part of the usual tests, because it takes
 * minutes: {@code ./mvnw -Pmutants -pl local -am -DfailIfNoTests=false -Dsurefire.failIfNoSpecifiedTests=false
 * -Dtest=MutantsTest test}.
 */
@Tag("mutants")
class MutantsTest {
    private static final int SEEDS = Integer.getInteger("sim.runs", 300);

    static List<Mutant> mutants() {
        return Mutant.all();
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void neverDoesAPlantedBugGoUnseen(Mutant mutant) {
        var probe = probe(mutant);
        Optional<String> caught = Optional.empty();
        long seed = 0;
        while (caught.isEmpty() && seed < SEEDS) {
            seed++;
            caught = violated(probe, seed);
        }

        System.out.printf("| %s | %s | %d |%n", mutant.description(), caught.orElse("nothing"), seed);
        assertThat(caught).as(mutant.description()).isPresent().get().isIn(mutant.caughtBy());
    }

    private static LongUnaryOperator probe(Mutant mutant) {
        var loader = new MutantLoader(MutantCompiler.compile(mutant));
        return ServiceLoader.load(LongUnaryOperator.class, loader).findFirst().orElseThrow();
    }

    /** The name of the property that did not hold, which stands behind the seed. */
    private static Optional<String> violated(LongUnaryOperator probe, long seed) {
        try {
            assertThat(probe.applyAsLong(seed)).isPositive();
            return Optional.empty();
        } catch (RuntimeException e) {
            String rest = e.getMessage().substring(("Seed " + seed + ": ").length());
            return Optional.of(rest.substring(0, rest.indexOf(':')));
        }
    }
}
