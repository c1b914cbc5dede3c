package dev.kiln.cli;

import dev.kiln.aws.ImageUses;
import dev.kiln.lineage.ImageLineage;
import dev.kiln.recipe.Retention;
import dev.kiln.step.Expiry;
import dev.kiln.step.Retirement;
import dev.kiln.step.Steps;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.ec2.Ec2Client;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;

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
    private AccountOption account;

    @Mixin
    private StackOption stack;

    @Option(names = "--yes", description = "Do it. A deregistered image cannot be had again.")
    private boolean yes;

    @Parameters(paramLabel = "RECIPE", arity = "1..*", description = "Names of recipes.")
    private List<String> recipes;

    @Override
    public Integer call() {
        try (var interruption = Interruption.listen()) {
            return stack.given()
                    ? stack.with(
                            interruption::allows,
                            deployment -> collect(
                                    deployment.records(),
                                    deployment.clients().pipeline().ec2(),
                                    deployment.clients().clock()))
                    : account.with(local -> collect(local.records(), local.ec2(), local.timeline()));
        }
    }

    private int collect(Steps.Records records, Ec2Client ec2, InstantSource clock) {
        var terminal = Terminal.of(spec);
        var retiring = new Retiring(terminal, new Retirement(records, new ImageUses(ec2), clock), yes);
        int code = ExitCode.DONE;
        for (String recipe : recipes) {
            var images = records.lineage().ofRecipe(recipe).toList();
            var expired = Expiry.of(images, retention(records, recipe, images), clock.instant());
            terminal.line(recipe + ": " + expired.size() + " of " + images.size() + " images are no longer kept.");
            code = Math.max(
                    code,
                    retiring.all(expired.stream().map(ImageLineage::imageId).toList()));
        }
        return code;
    }

    private static Retention retention(Steps.Records records, String recipe, List<ImageLineage> newestFirst) {
        return newestFirst.stream()
                .findFirst()
                .flatMap(newest -> records.plans().find(newest.buildId()))
                .flatMap(plan -> plan.recipe().image().retention())
                .orElseThrow(() -> new CommandRefused(
                        "The recipe " + recipe + " says nothing of retention, or has no image. Nothing was retired."
                                + " Add image.retention to it and build it, or name images: kiln retire."));
    }
}
