package dev.kiln.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Shows and changes how long the machines of a build that ended badly are kept. */
@Command(
        name = "lease",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the lease of a build that ended badly: how long its machines are kept for a redrive, and whether they run meanwhile. With options, changes it.",
            "The sweep acts on a change within a minute."
        })
final class LeaseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RecordsOption records;

    @Option(
            names = "--extend",
            paramLabel = "TIME",
            converter = RecipeDuration.class,
            description =
                    "Keep the machines so much longer, from the lease's end on; written as in recipes: 48h, 1h30m.")
    private Optional<Duration> extend = Optional.empty();

    @Option(
            names = "--keep-running",
            description = "Do not stop the machines while they are kept; one that is stopped stays so.")
    private boolean keepRunning;

    @Option(names = "--stopped", description = "Stop the machines while they are kept; then only their volumes cost.")
    private boolean stopped;

    @Option(
            names = "--release",
            description = "End the machines now. What was done on them is lost; a redrive begins on a new one.")
    private boolean release;

    @Parameters(paramLabel = "BUILD", description = "The id of a build, as kiln builds lists it.")
    private String buildId;

    @Override
    public Integer call() {
        var terminal = Terminal.of(spec);
        var change = new LeaseChange(extend, running(), release);
        var lines = change.none()
                ? records.readingNow((all, now) ->
                        HeldLease.of(all, buildId, records.option(), now).lines())
                : records.changing((all, now) ->
                        HeldLease.of(all, buildId, records.option(), now).change(all.leases(), change));
        lines.forEach(terminal::line);
        return ExitCode.DONE;
    }

    private Optional<Boolean> running() {
        if (keepRunning && stopped) {
            throw new CommandRefused("--keep-running and --stopped contradict each other.");
        }
        if (release && (extend.isPresent() || keepRunning || stopped)) {
            throw new CommandRefused("--release ends the machines; no other option goes with it.");
        }
        return keepRunning || stopped ? Optional.of(keepRunning) : Optional.empty();
    }
}
