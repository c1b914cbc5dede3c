package dev.kiln.cli;

import dev.kiln.recipe.Reading;
import dev.kiln.recipe.RecipeFolder;
import dev.kiln.recipe.RecipeReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;

/** Checks recipes without starting anything. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Says everything that is wrong with recipes, with line, field and mend; starts nothing.")
final class ValidateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Recipe files.")
    private List<Path> files;

    @Override
    public Integer call() {
        var terminal = Terminal.of(spec);
        var folder = new RecipeFolder(new RecipeReader(InstantSource.system()));
        int mistakes = 0;
        for (Path file : files) {
            mistakes += mistakes(terminal, file, folder.read(file));
        }
        if (mistakes > 0) {
            terminal.error(mistakes + (mistakes == 1 ? " mistake." : " mistakes.") + " Nothing was started.");
        }
        return mistakes == 0 ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private static int mistakes(Terminal terminal, Path file, Reading reading) {
        return switch (reading) {
            case Reading.Good good -> {
                terminal.line(
                        terminal.good("ok") + "  " + file + "  " + good.recipe().name());
                yield 0;
            }
            case Reading.Bad bad -> {
                RecipeFiles.tell(terminal, file, bad.mistakes());
                yield bad.mistakes().size();
            }
        };
    }
}
