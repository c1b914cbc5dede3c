package dev.kiln.cli;

import dev.kiln.recipe.Reading;
import dev.kiln.recipe.Recipe;
import dev.kiln.recipe.RecipeFolder;
import dev.kiln.recipe.RecipeReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;

/** Checks recipes without starting anything. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Says everything that is wrong with recipes, with line, field and mend; starts nothing.",
            "With --stack it also looks in AWS, with your permissions: parent, subnets, instance types, quota, bucket, and a dry run of the launch."
        })
final class ValidateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StackOption stack;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Recipe files.")
    private List<Path> files;

    @Override
    public Integer call() {
        var terminal = Terminal.of(spec);
        int mistakes = stack.given()
                ? stack.with(
                        time -> true, deployment -> mistakes(terminal, new StackFindings(terminal, deployment)::tell))
                : mistakes(terminal, recipe -> 0);
        if (mistakes > 0) {
            terminal.error(mistakes + (mistakes == 1 ? " mistake." : " mistakes.") + " Nothing was started.");
        }
        return mistakes == 0 ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private int mistakes(Terminal terminal, ToIntFunction<Recipe> more) {
        var folder = new RecipeFolder(new RecipeReader(InstantSource.system()));
        return files.stream()
                .mapToInt(file -> mistakes(terminal, file, folder.read(file), more))
                .sum();
    }

    private static int mistakes(Terminal terminal, Path file, Reading reading, ToIntFunction<Recipe> more) {
        return switch (reading) {
            case Reading.Good good -> {
                terminal.line(
                        terminal.good("ok") + "  " + file + "  " + good.recipe().name());
                yield more.applyAsInt(good.recipe());
            }
            case Reading.Bad bad -> {
                RecipeFiles.tell(terminal, file, bad.mistakes());
                yield bad.mistakes().size();
            }
        };
    }
}
