package dev.kiln.cli;

import dev.kiln.cli.stack.StackClients;
import dev.kiln.handler.Pipeline;
import dev.kiln.step.Retirement;
import dev.kiln.step.Steps;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.time.Instant;
import java.time.InstantSource;

/** What the commands that retire images have in common: where it happens, and whether it does. */
final class RetiringOptions {
    @Mixin
    private AccountOption account;

    @Mixin
    private StackOption stack;

    @Option(names = "--yes", description = "Do it. A deregistered image cannot be had again.")
    private boolean yes;

    /** Retires images of a local account or of a deployment, and answers the exit code. */
    int retire(Terminal terminal, Work work) {
        try (var interruption = Interruption.listen()) {
            return stack.given()
                    ? stack.with(
                            interruption::allows,
                            deployment -> retire(
                                    terminal,
                                    work,
                                    deployment.records(),
                                    retirement(deployment.records(), deployment.clients()),
                                    deployment.clients().clock()))
                    : account.with(
                            local -> retire(terminal, work, local.records(), local.retirement(), local.timeline()));
        }
    }

    private static Retirement retirement(Steps.Records records, StackClients clients) {
        var pipeline = clients.pipeline();
        return Pipeline.retirement(records, pipeline.ec2(), pipeline.autoScaling(), clients.clock());
    }

    private int retire(
            Terminal terminal, Work work, Steps.Records records, Retirement retirement, InstantSource clock) {
        return work.with(new Retiring(terminal, retirement, yes), records, clock.instant());
    }

    /** Chooses the images. */
    interface Work {
        int with(Retiring retiring, Steps.Records records, Instant now);
    }
}
