package dev.kiln.cli;

import dev.kiln.lineage.ImageLineage;
import dev.kiln.recipe.Retention;
import dev.kiln.step.Expiry;
import dev.kiln.step.Steps;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Retires the images of recipes that their retention no longer keeps. */
@Command(
        name = "gc",
        mixinStandardHelpOptions = true,
        description = {
            "Retires the images of recipes that their image.retention, as it was last built, no longer keeps.",
            "Without --yes it says what it would do. What kiln retire would keep is kept."
        })
final class GcCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RetiringOptions options;

    @Parameters(paramLabel = "RECIPE", arity = "1..*", description = "Names of recipes.")
    private List<String> recipes;

    @Override
    public Integer call() {
        var terminal = Terminal.of(spec);
        return options.retire(
                terminal,
                (retiring, records, now) -> recipes.stream()
                        .mapToInt(recipe -> collect(recipe, terminal, retiring, records, now))
                        .max()
                        .orElse(ExitCode.DONE));
    }

    private static int collect(
            String recipe, Terminal terminal, Retiring retiring, Steps.Records records, Instant now) {
        var images = records.lineage().ofRecipe(recipe).toList();
        var expiry = new Expiry(records);
        var expired = expiry.of(retiring.there(images), retention(expiry, recipe, images), now);
        terminal.line(recipe + ": " + expired.size() + " of " + images.size() + " images are no longer kept.");
        return retiring.all(Stream.concat(retiring.cutOff(images).stream(), expired.stream())
                .map(ImageLineage::imageId)
                .toList());
    }

    private static Retention retention(Expiry expiry, String recipe, List<ImageLineage> newestFirst) {
        return expiry.retention(newestFirst)
                .orElseThrow(() -> new CommandRefused(
                        "The recipe " + recipe + " says nothing of retention, or has no image. Nothing was retired."
                                + " Add image.retention to it and build it, or name images: kiln retire."));
    }
}
