package dev.kiln.cli;

import dev.kiln.cli.cdk.CdkProject;
import dev.kiln.cli.cdk.Programs;
import dev.kiln.cli.stack.Pause;
import dev.kiln.cli.stack.StackClients;
import dev.kiln.cli.stack.StackConnection;
import dev.kiln.handler.Pipeline;
import dev.kiln.local.account.LocalAccount;
import dev.kiln.local.deployment.Deployment;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.sfn.SfnClient;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A deployment named kiln that is a local account: its clients answer the command, and its clock is the time. */
final class StackLab implements StackConnection, AutoCloseable {
    static final Instant START = Instant.parse("2026-11-25T09:00:00Z");

    private final LocalAccount account = LocalAccount.onMemoryTables(START, 1);
    private final GivenStacks stacks = new GivenStacks().with("kiln-pipeline", "UPDATE_COMPLETE", outputs());
    private final GivenQuotas quotas = new GivenQuotas();
    private UnaryOperator<SfnClient> states = sfn -> sfn;
    private UnaryOperator<Ec2Client> machines = ec2 -> ec2;
    private Duration patience = Duration.ofDays(30);

    LocalAccount account() {
        return account;
    }

    GivenStacks stacks() {
        return stacks;
    }

    GivenQuotas quotas() {
        return quotas;
    }

    /** Whoever waits presses Ctrl-C after a time. */
    void patience(Duration time) {
        patience = time;
    }

    /** The command asks Step Functions through another client, for example one with faults. */
    void states(UnaryOperator<SfnClient> through) {
        states = through;
    }

    /** The command asks EC2 through another client, for example one that refuses. */
    void machines(UnaryOperator<Ec2Client> through) {
        machines = through;
    }

    static SortedMap<String, String> outputs() {
        var deployment = Deployment.synthesised();
        var settings = deployment.settings();
        return new TreeMap<>(Map.of(
                "RecipeBucket",
                deployment.recipeBucket(),
                "StateMachineArn",
                deployment.machine().arn(),
                "LedgerTable",
                settings.ledgerTable(),
                "LineageTable",
                settings.lineageTable(),
                "SubnetIds",
                String.join(",", settings.subnetIds()),
                "SecurityGroupId",
                settings.securityGroupId(),
                "InstanceProfile",
                settings.instanceProfile()));
    }

    @Override
    public StackClients open(Optional<String> profile, Optional<String> region) {
        return new StackClients(
                stacks,
                quotas,
                new Pipeline.Clients(
                        account.dynamo(),
                        machines.apply(account.ec2()),
                        account.ssm(),
                        states.apply(account.states()),
                        account.s3(),
                        account.schedules(),
                        account.topics(),
                        account.autoScaling()),
                account.timeline());
    }

    @Override
    public Pause pause(Pause here) {
        return time -> {
            account.timeline().runTo(account.timeline().instant().plus(time));
            return Duration.between(START, account.timeline().instant()).compareTo(patience) < 0;
        };
    }

    /** Runs the command with this as its way to AWS. */
    CommandLab.Run run(String... arguments) {
        return CommandLab.run(
                Kiln.commandLine(new CommandFactory(this, new CdkProject(Path.of("")), new Programs(new TreeMap<>()))),
                arguments);
    }

    @Override
    public void close() {
        account.close();
    }
}
