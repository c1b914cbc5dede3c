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

/** Deploys the pipeline. */
@Command(
        name = "deploy",
        mixinStandardHelpOptions = true,
        description = {
            "Deploys the pipeline to AWS, or brings what is deployed up to date.",
            "The CDK does it: the command cdk on this machine, else one that npx fetches from npm. Account and region must be bootstrapped once (cdk bootstrap)."
        })
final class DeployCommand implements Callable<Integer> {
    /** What the CDK asks about. */
    enum Approval {
        NEVER("never"),
        BROADENING("broadening"),
        ANY_CHANGE("any-change");

        private final String option;

        Approval(String option) {
            this.option = option;
        }

        @Override
        public String toString() {
            return option;
        }
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private CdkOptions options;

    @Option(
            names = "--require-approval",
            paramLabel = "WHEN",
            defaultValue = "broadening",
            description =
                    "When to ask before permissions change: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Approval approval;

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
        int code = cdk.run(assembly.get(), command());
        if (code == 0) {
            tellWhatNext(assembly.get());
        }
        return code;
    }

    private List<String> command() {
        var command = new ArrayList<>(List.of("deploy", "--all"));
        command.addAll(List.of("--require-approval", yes ? Approval.NEVER.option : approval.option));
        if (yes) {
            command.add("--yes");
        }
        return command;
    }

    private void tellWhatNext(Assembly assembly) {
        var terminal = Terminal.of(spec);
        terminal.line("");
        terminal.line("Deployed. Next:");
        for (String command : List.of("validate", "build")) {
            terminal.line("  kiln " + command + options.stackOptions(assembly) + " recipes/iis-2022/recipe.yaml");
        }
    }
}
