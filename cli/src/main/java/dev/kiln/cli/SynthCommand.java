package dev.kiln.cli;

import dev.kiln.cli.cdk.Assembly;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Writes the templates. */
@Command(
        name = "synth",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the CloudFormation templates that kiln deploy would deploy, and says what is wrong with kiln.yaml.",
            "Needs no AWS account."
        })
final class SynthCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CdkOptions options;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = "cdk.out",
            description = "Where to write them (default: ${DEFAULT-VALUE}).")
    private Path folder;

    @Override
    public Integer call() {
        var assembly = options.synthesised(options.cdk(), folder);
        assembly.ifPresent(this::list);
        return assembly.isPresent() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private void list(Assembly assembly) {
        var terminal = Terminal.of(spec);
        assembly.stacks().forEach(stack -> terminal.line(stack.template().toString()));
    }
}
