package dev.kiln.cli;

import dev.kiln.cli.cdk.CdkProject;
import dev.kiln.cli.cdk.Programs;
import dev.kiln.cli.coldstart.ColdStart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Measures how long functions need that start anew. The figures that are claimed are in docs/performance.md. */
@Command(
        name = "cold-start",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how long each function needs that starts anew: a JVM with Lambda's flags and one processor loads the function package and answers its first event.",
            "What it asks of AWS is answered on this machine. SnapStart, which the deployment has on, is not part of it."
        })
final class ColdStartCommand implements Callable<Integer> {
    private static final String ROW = "%-16s %12s %12s %12s %9s";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--starts",
            paramLabel = "N",
            defaultValue = "9",
            description = "Starts of each function, of which the median is told (default: ${DEFAULT-VALUE}).")
    private int starts;

    @Parameters(
            arity = "0..*",
            paramLabel = "FUNCTION",
            description = "Which functions, for example RunStep (default: all).")
    private List<String> functions = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        if (starts < 1) {
            throw new CommandRefused("--starts must be at least 1.");
        }
        var terminal = Terminal.of(spec);
        var project = new CdkProject(Path.of(System.getProperty("kiln.home", "")));
        var processor = oneProcessor();
        terminal.line(processor.isEmpty() ? "taskset is not there: on all processors" : "on one processor");
        try (var measurement =
                new ColdStart(project.functions(), Files.createTempDirectory("kiln-cold-start"), processor)) {
            terminal.line(terminal.faint(ROW.formatted("function", "initialised", "answered", "processor", "classes")));
            for (String function : functions.isEmpty() ? measurement.functions() : functions) {
                if (!measurement.functions().contains(function)) {
                    throw new CommandRefused("There is no function " + function + "; there are "
                            + String.join(", ", measurement.functions()) + ".");
                }
                var figures = measurement.measure(function, starts);
                terminal.line(ROW.formatted(
                        function,
                        figures.initialised().toMillis() + " ms",
                        figures.answered().toMillis() + " ms",
                        figures.processor().toMillis() + " ms",
                        figures.classes()));
            }
        }
        return ExitCode.DONE;
    }

    /** Linux can hold a process to a processor; elsewhere it has all of them. */
    private static List<String> oneProcessor() {
        return new Programs(new TreeMap<>(System.getenv()))
                .find("taskset")
                .map(taskset -> List.of(taskset.toString(), "--cpu-list", "0"))
                .orElse(List.of());
    }
}
