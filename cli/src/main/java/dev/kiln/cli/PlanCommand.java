package dev.kiln.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Shows what a build would do. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Shows what a build would launch, run and make, and its build key, without doing it.")
final class PlanCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private AccountOption account;

    @Mixin
    private StackOption stack;

    @Parameters(paramLabel = "FILE", description = "The recipe.")
    private Path file;

    @Override
    public Integer call() {
        var terminal = Terminal.of(spec);
        var loaded = LoadedRecipe.load(terminal, file);
        loaded.map(this::preview).ifPresent(plan -> plan.lines(terminal).forEach(terminal::line));
        return loaded.isPresent() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private PlanPreview preview(LoadedRecipe recipe) {
        return stack.given()
                ? stack.with(
                        time -> true,
                        deployment -> PlanPreview.of(
                                deployment.steps().parents(),
                                deployment.records().claims(),
                                deployment.stack().settings().subnetIds().size(),
                                recipe))
                : account.asking(local -> PlanPreview.of(
                        local.steps().parents(),
                        local.records().claims(),
                        local.deployment().settings().subnetIds().size(),
                        recipe));
    }
}
