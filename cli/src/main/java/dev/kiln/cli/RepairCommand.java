package dev.kiln.cli;

import dev.kiln.aws.Builders;
import dev.kiln.step.Repair;
import dev.kiln.step.Steps;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.ec2.Ec2Client;

import java.time.InstantSource;
import java.util.concurrent.Callable;

/** Opens the parked builder of a build to a person who mends it by hand. */
@Command(
        name = "repair",
        mixinStandardHelpOptions = true,
        description = {
            "Starts the parked builder of a build that ended badly and keeps it running, for you to mend it by hand, and prints how to sign in.",
            "From then on the builder carries a mark: an image of it says that a person has changed it, is no parent, and does not count as built."
        })
final class RepairCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private AccountOption account;

    @Mixin
    private StackOption stack;

    @Parameters(paramLabel = "BUILD", description = "The id of a build that ended badly.")
    private String buildId;

    @Override
    public Integer call() {
        var terminal = Terminal.of(spec);
        try (var interruption = Interruption.listen()) {
            return stack.given()
                    ? stack.with(
                            interruption::allows,
                            deployment -> open(
                                    terminal,
                                    deployment.records(),
                                    deployment.clients().pipeline().ec2(),
                                    deployment.clients().clock(),
                                    deployment.option()))
                    : account.with(local -> open(terminal, local.records(), local.ec2(), local.timeline(), ""));
        }
    }

    private int open(Terminal terminal, Steps.Records records, Ec2Client ec2, InstantSource clock, String option) {
        var repair = new Repair(records.ledger(), records.builds(), records.leases(), new Builders(ec2), clock);
        return switch (repair.open(buildId)) {
            case Repair.Answer.Refused refused -> throw new CommandRefused(refused.reason());
            case Repair.Answer.Open open -> {
                terminal.line("The builder " + open.instanceId() + " is started, and runs until "
                        + open.lease().until() + ". It is marked: an image of it counts for nothing.");
                terminal.line("To sign in:    aws ssm start-session --target " + open.instanceId());
                terminal.line("Then go on:    kiln redrive " + buildId + option);
                yield ExitCode.DONE;
            }
        };
    }
}
