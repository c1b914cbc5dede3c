package dev.kiln.handler;

import dev.kiln.aws.Builders;
import dev.kiln.aws.Commands;
import dev.kiln.aws.Executions;
import dev.kiln.aws.Images;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Plans;
import dev.kiln.ledger.Waits;
import dev.kiln.step.Callbacks;
import dev.kiln.step.CreateImage;
import dev.kiln.step.LaunchBuilder;
import dev.kiln.step.RetireBuilder;
import dev.kiln.step.StopBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.ssm.SsmClient;

import java.time.InstantSource;
import java.util.List;

/**
 * Puts the pipeline together: once from the environment of a function, and once over whichever clients a test brings.
 */
public final class Pipeline {
    private Pipeline() {}

    /** The pipeline of a deployed function. */
    static Callbacks fromEnvironment() {
        var http = UrlConnectionHttpClient.builder();
        return callbacks(
                Settings.of(System.getenv()),
                InstantSource.system(),
                DynamoDbClient.builder().httpClientBuilder(http).build(),
                Ec2Client.builder().httpClientBuilder(http).build(),
                SsmClient.builder().httpClientBuilder(http).build(),
                SfnClient.builder().httpClientBuilder(http).build());
    }

    /** The callback states over these clients. */
    public static Callbacks callbacks(
            Settings settings,
            InstantSource clock,
            DynamoDbClient dynamo,
            Ec2Client ec2,
            SsmClient ssm,
            SfnClient sfn) {
        var ledger = new Ledger(dynamo, settings.ledgerTable());
        var plans = new Plans(dynamo, settings.ledgerTable());
        var builders = new Builders(ec2);
        var network =
                new LaunchBuilder.Network(settings.subnetIds(), settings.securityGroupId(), settings.instanceProfile());
        return new Callbacks(
                new Waits(dynamo, settings.ledgerTable()),
                ledger,
                new Executions(sfn),
                clock,
                List.of(
                        new LaunchBuilder(ledger, plans, builders, new Commands(ssm), network),
                        new StopBuilder(builders),
                        new CreateImage(ledger, plans, new Images(ec2)),
                        new RetireBuilder(ledger, builders)));
    }
}
