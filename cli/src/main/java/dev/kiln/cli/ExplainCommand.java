package dev.kiln.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.List;
import java.util.concurrent.Callable;

/** Explains why a build ended badly. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Explains why a build ended badly: in which state and step, what was found on its machine, what a redrive reuses and does, and until when.",
            "Afterwards stands how the build is now: what was redriven since, the days left, the lease of its machines."
        })
final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RecordsOption records;

    @Option(names = "--json", description = "Print the card and what stands beside it as one JSON object.")
    private boolean json;

    @Parameters(paramLabel = "BUILD", description = "The id of a build, as kiln builds lists it.")
    private String buildId;

    @Override
    public Integer call() {
        var terminal = Terminal.of(spec);
        var explanation = records.readingNow((all, now) -> Explanation.of(all, buildId, now));
        var lines = json ? List.of(explanation.json()) : explanation.lines(terminal, records.option());
        lines.forEach(terminal::line);
        return ExitCode.DONE;
    }
}
