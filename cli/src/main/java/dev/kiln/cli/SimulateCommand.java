package dev.kiln.cli;

import dev.kiln.local.simulation.Options;
import dev.kiln.local.simulation.Preset;
import dev.kiln.local.simulation.Report;
import dev.kiln.local.simulation.Simulation;
import dev.kiln.local.simulation.SimulationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Runs simulations until so many builds have come to an end, or one of a given seed. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description =
                "Builds in worlds where everything goes wrong, and checks that nothing is lost, left or done twice.",
        footer = {"", "A failure prints its seed and the line that replays it. See docs/reliability.md."})
final class SimulateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--builds",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Builds to run at the least, in one world after the other (default: ${DEFAULT-VALUE}).")
    private int builds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Run the world of this seed alone; without it: those of the seeds from 1 on.")
    private Optional<Long> seed;

    @Option(
            names = "--preset",
            paramLabel = "WHICH",
            defaultValue = "swarm",
            description = "What goes wrong: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Preset preset;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Worlds at once, each on a thread of its own (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--trace",
            paramLabel = "N",
            defaultValue = "60",
            description = "Lines of the trace that a failure shows (default: ${DEFAULT-VALUE}).")
    private int traceLines;

    @Override
    public Integer call() throws InterruptedException {
        if (builds < 1 || threads < 1 || traceLines < 1) {
            throw new CommandRefused("The numbers must be at least 1.");
        }
        var terminal = Terminal.of(spec);
        var options = new Options(preset, traceLines);
        var clock = InstantSource.system();
        Instant start = clock.instant();
        try {
            var report = seed.isPresent() ? Simulation.run(seed.get(), options) : many(options);
            new SimulationTable(report, Duration.between(start, clock.instant())).print(terminal);
            return report.lost() == 0 && report.orphans() == 0 ? ExitCode.DONE : ExitCode.FAILED;
        } catch (SimulationException e) {
            terminal.line(e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private Report many(Options options) throws InterruptedException {
        var nextSeed = new AtomicLong(1);
        var started = new AtomicLong();
        var report = Report.none();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var parts = new ArrayList<Future<Report>>();
            for (int i = 0; i < threads; i++) {
                parts.add(pool.submit(() -> share(options, nextSeed, started)));
            }
            for (Future<Report> part : parts) {
                report = report.plus(part.get());
            }
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
        return report;
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        return e.getCause() instanceof SimulationException found
                ? found
                : new IllegalStateException("a simulation broke", e.getCause());
    }

    private Report share(Options options, AtomicLong nextSeed, AtomicLong started) {
        var report = Report.none();
        while (started.get() < builds) {
            var one = Simulation.run(nextSeed.getAndIncrement(), options);
            started.addAndGet(one.builds());
            report = report.plus(one);
        }
        return report;
    }
}
