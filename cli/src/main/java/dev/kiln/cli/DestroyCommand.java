package dev.kiln.cli;

import dev.kiln.cli.cdk.Assembly;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Removes the pipeline from AWS. */
@Command(
        name = "destroy",
        mixinStandardHelpOptions = true,
        description = {
            "Removes the pipeline from AWS, after asking. What holds data is kept as long as kiln.yaml protects it; images are never touched.",
            "End the builds before: a builder that runs keeps its network from being removed."
        })
final class DestroyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CdkOptions options;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Override
    public Integer call() {
        var cdk = options.cdk();
        var assembly = options.synthesised(cdk);
        if (assembly.isEmpty()) {
            return ExitCode.REFUSED;
        }
        var kept = lines(assembly.get());
        var terminal = Terminal.of(spec);
        kept.forEach(terminal::line);
        return cdk.run(assembly.get(), command(assembly.get()));
    }

    private List<String> command(Assembly assembly) {
        var command = new ArrayList<String>();
        command.add("destroy");
        assembly.stacks().stream()
                .filter(stack -> !stack.isProtected())
                .map(Assembly.Stack::name)
                .forEach(command::add);
        if (yes) {
            command.add("--force");
        }
        return command;
    }

    /** What stays, and how it can go too. */
    private static List<String> lines(Assembly assembly) {
        var lines = new ArrayList<String>();
        for (Assembly.Stack stack : assembly.stacks()) {
            var retained = assembly.retained(stack);
            if (stack.isProtected() || !retained.isEmpty()) {
                lines.add("Kept: "
                        + (stack.isProtected() ? "the stack " + stack.name() + ", with" : "of " + stack.name()));
                retained.forEach(resource -> lines.add("  " + resource));
            }
        }
        lines.add("Kept: every image with its snapshots.");
        if (assembly.stacks().stream().anyMatch(Assembly.Stack::isProtected)) {
            lines.add("To remove the data too: write protect: false into kiln.yaml, run kiln deploy, empty the bucket");
            lines.add("with all its versions (button Empty in the console of S3), and run kiln destroy.");
        }
        lines.add("");
        return lines;
    }
}
