package dev.kiln.cli;

import dev.kiln.aws.ImageUses;
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

/** Deregisters images that nobody needs any more, and deletes their snapshots. */
@Command(
        name = "retire",
        mixinStandardHelpOptions = true,
        description = {
            "Deregisters images and deletes their snapshots, which are charged until then. The lineage keeps its record.",
            "Without --yes it says what it would do. An image that is in use, shared, protected or the parent of another one is kept."
        })
final class RetireCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private AccountOption account;

    @Mixin
    private StackOption stack;

    @Option(names = "--yes", description = "Do it. A deregistered image cannot be had again.")
    private boolean yes;

    @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "Ids of images that Kiln made.")
    private List<String> images;

    @Override
    public Integer call() {
        try (var interruption = Interruption.listen()) {
            return stack.given()
                    ? stack.with(
                            interruption::allows,
                            deployment -> retire(
                                    deployment.records(),
                                    deployment.clients().pipeline().ec2(),
                                    deployment.clients().clock()))
                    : account.with(local -> retire(local.records(), local.ec2(), local.timeline()));
        }
    }

    private int retire(Steps.Records records, Ec2Client ec2, InstantSource clock) {
        var retirement = new Retirement(records, new ImageUses(ec2), clock);
        return new Retiring(Terminal.of(spec), retirement, yes).all(images);
    }
}
