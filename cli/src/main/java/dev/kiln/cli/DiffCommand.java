package dev.kiln.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.List;
import java.util.concurrent.Callable;

/** Compares with what is deployed. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = "Shows what kiln deploy would change in AWS, and changes nothing.")
final class DiffCommand implements Callable<Integer> {
    @Mixin
    private CdkOptions options;

    @Override
    public Integer call() {
        var cdk = options.cdk();
        return options.synthesised(cdk)
                .map(assembly -> cdk.run(assembly, List.of("diff")))
                .orElse(ExitCode.REFUSED);
    }
}
