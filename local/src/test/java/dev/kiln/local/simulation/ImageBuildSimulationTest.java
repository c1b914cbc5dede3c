package dev.kiln.local.simulation;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Builds in a world where everything goes wrong. {@code -Dsim.seed=42 -Dsim.runs=1} replays one seed; a seed that fails
 * prints that line.
 */
class ImageBuildSimulationTest {
    private static final int SEEDS = 300;
    private static final long FIRST = Long.getLong("sim.seed", 1);
    private static final int RUNS = Integer.getInteger("sim.runs", SEEDS);

    /** States in which a redrive of these recipes can go on. */
    private static final List<String> RESUMED =
            List.of("Prepare", "JoinBuild", "LaunchBuilder", "RunStep", "SealBuilder", "CreateImage", "VerifyImage");

    private static Report report = Report.none();

    @BeforeAll
    static void runEverySeed() {
        long begun = System.nanoTime();
        // Each world is on one thread, and worlds share nothing.
        report = LongStream.range(FIRST, FIRST + RUNS)
                .parallel()
                .mapToObj(seed -> Simulation.run(seed, Options.USUAL))
                .reduce(Report.none(), Report::plus);
        System.out.printf(
                "Simulation: %d seeds, %d builds, %d checks of invariants in %d s%n",
                RUNS,
                report.builds(),
                report.allChecks(),
                Duration.ofNanos(System.nanoTime() - begun).toSeconds());
    }

    @Test
    void neverIsABuildLostOrAMachineLeft() {
        assertThat(report.lost()).isZero();
        assertThat(report.orphans()).isZero();
        assertThat(report.builds()).isGreaterThanOrEqualTo(RUNS);
    }

    @Test
    void alwaysIsEveryKindOfFaultReached() {
        assumeThat(RUNS).as("fewer seeds do not reach everything").isGreaterThanOrEqualTo(SEEDS);

        assertThat(report.faults()).containsOnlyKeys(Arrays.asList(FaultKind.values()));
    }

    @Test
    void alwaysIsEveryPropertyChecked() {
        assumeThat(RUNS).as("fewer seeds do not reach everything").isGreaterThanOrEqualTo(SEEDS);

        assertThat(report.checks())
                .allSatisfy(
                        (property, checks) -> assertThat(checks).as(property).isPositive());
    }

    @Test
    void alwaysDoRedrivesGoOnInEveryState() {
        assumeThat(RUNS).as("fewer seeds do not reach everything").isGreaterThanOrEqualTo(SEEDS);

        assertThat(report.resumes().keySet()).containsAll(RESUMED);
    }

    @Test
    void alwaysDoesTheSameSeedGiveTheSameTrace() {
        for (long seed = FIRST; seed < FIRST + 3; seed++) {
            var once = Simulation.run(seed, Options.USUAL);

            assertThat(Simulation.run(seed, Options.USUAL)).isEqualTo(once);
        }
    }

    @Test
    void neverDoesAnotherSeedGiveTheSameTrace() {
        assertThat(Simulation.run(FIRST, Options.USUAL).trace())
                .isNotEqualTo(Simulation.run(FIRST + 1, Options.USUAL).trace());
    }

    @Test
    void canBuildInPeaceAndInAStorm() {
        for (Preset preset : List.of(Preset.CALM, Preset.CAPACITY_STORM)) {
            for (long seed = 1; seed <= 5; seed++) {
                var done = Simulation.run(seed, Options.of(preset));

                assertThat(done.lost()).as(preset + " " + seed).isZero();
            }
        }
    }
}
