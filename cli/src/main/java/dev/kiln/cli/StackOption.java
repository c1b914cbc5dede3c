package dev.kiln.cli;

import dev.kiln.cli.stack.DeployedStack;
import dev.kiln.cli.stack.Pause;
import dev.kiln.cli.stack.StackClients;
import dev.kiln.cli.stack.StackConnection;
import dev.kiln.error.PipelineException;
import dev.kiln.handler.Pipeline;
import dev.kiln.step.Steps;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkException;

import java.util.Optional;
import java.util.function.Function;

/** Which deployment a command works with; without one it works with the local account. */
final class StackOption {
    private final StackConnection connection;

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            description = "Work with the pipeline deployed to AWS under this prefix, for example kiln.")
    private Optional<String> prefix = Optional.empty();

    @Option(names = "--profile", paramLabel = "NAME", description = "Profile of the AWS configuration, with --stack.")
    private Optional<String> profile = Optional.empty();

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "Region of the deployment, with --stack (default: as the AWS configuration says).")
    private Optional<String> region = Optional.empty();

    StackOption(StackConnection connection) {
        this.connection = connection;
    }

    /**
     * A deployment with the clients to reach it.
     *
     * @param option with which other commands reach it
     */
    record Deployment(DeployedStack stack, StackClients clients, Pause pause, String option) {
        Steps.Records records() {
            return Pipeline.records(stack.settings(), clients.pipeline().dynamo());
        }

        Steps steps() {
            return Pipeline.steps(stack.settings(), clients.pipeline(), clients.clock());
        }
    }

    /** Whether a deployment is meant. */
    boolean given() {
        if (prefix.isEmpty() && (profile.isPresent() || region.isPresent())) {
            throw new CommandRefused("--profile and --region go with --stack NAME, the prefix of a deployment.");
        }
        return prefix.isPresent();
    }

    /** Opens the deployment and works with it. */
    <T> T with(Pause here, Function<Deployment, T> work) {
        try {
            var clients = connection.open(profile, region);
            var stack = DeployedStack.read(clients.cloudFormation(), prefix.orElseThrow());
            return work.apply(new Deployment(stack, clients, connection.pause(here), option()));
        } catch (SdkException | PipelineException e) {
            throw new CommandRefused(
                    explained(Optional.ofNullable(e.getMessage()).orElse(e.toString())));
        }
    }

    /** Reads what builds have left in the deployment. */
    <T> T reading(Function<Steps.Records, T> work) {
        return with(time -> true, deployment -> work.apply(deployment.records()));
    }

    /** The options with which this deployment was chosen, as they are written. */
    String option() {
        return option(prefix.orElseThrow(), profile, region);
    }

    /** The options with which a command reaches a deployment, as they are written. */
    static String option(String prefix, Optional<String> profile, Optional<String> region) {
        return " --stack " + prefix
                + profile.map(name -> " --profile " + name).orElse("")
                + region.map(name -> " --region " + name).orElse("");
    }

    /** The SDK tells at length where it has looked for credentials; what is to be done is the same everywhere. */
    private static String explained(String message) {
        return message.startsWith("Unable to load credentials")
                ? "There are no AWS credentials. Sign in (aws sso login, aws configure) or name a profile with --profile."
                : "AWS refused or could not be asked: " + message;
    }
}
