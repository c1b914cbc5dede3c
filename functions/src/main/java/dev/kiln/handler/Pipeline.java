package dev.kiln.handler;

import dev.kiln.aws.Belongings;
import dev.kiln.aws.Builders;
import dev.kiln.aws.Commands;
import dev.kiln.aws.EvidenceStore;
import dev.kiln.aws.Executions;
import dev.kiln.aws.ImageRemoval;
import dev.kiln.aws.ImageUses;
import dev.kiln.aws.Images;
import dev.kiln.aws.KeyPairs;
import dev.kiln.aws.Notifications;
import dev.kiln.aws.RecipeBucket;
import dev.kiln.aws.Schedules;
import dev.kiln.aws.Snapshots;
import dev.kiln.aws.Volumes;
import dev.kiln.ledger.Builds;
import dev.kiln.ledger.Cards;
import dev.kiln.ledger.Claims;
import dev.kiln.ledger.FailedBuilds;
import dev.kiln.ledger.Leases;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Plans;
import dev.kiln.ledger.TokenBuckets;
import dev.kiln.ledger.Waits;
import dev.kiln.ledger.Watches;
import dev.kiln.lineage.Channels;
import dev.kiln.lineage.Lineage;
import dev.kiln.metric.Metrics;
import dev.kiln.recipe.RecipeReader;
import dev.kiln.step.MachineLaunch;
import dev.kiln.step.RetireImages;
import dev.kiln.step.Retirement;
import dev.kiln.step.ScheduleRecipe;
import dev.kiln.step.StartScheduledBuilds;
import dev.kiln.step.Steps;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

import java.time.InstantSource;
import java.util.Map;

/**
 * Puts the pipeline together: once from the environment of a function, and once over whichever clients a local account
 * brings.
 */
public final class Pipeline {
    private static final String RECIPE_BUCKET = "KILN_RECIPE_BUCKET";

    private Pipeline() {}

    /** The clients of one account and region. */
    public record Clients(
            DynamoDbClient dynamo,
            Ec2Client ec2,
            SsmClient ssm,
            SfnClient sfn,
            S3Client s3,
            SchedulerClient scheduler,
            SnsClient sns,
            AutoScalingClient autoScaling) {}

    /** The pipeline of a deployed function. */
    static Steps fromEnvironment() {
        var clients = new AwsClients();
        var settings = Settings.of(System.getenv());
        return steps(
                settings,
                clients.client(DynamoDbClient.builder()),
                aws(
                        settings,
                        clients.client(Ec2Client.builder()),
                        clients.client(SsmClient.builder()),
                        clients.client(SfnClient.builder()),
                        clients.client(S3Client.builder()),
                        clients.client(SnsClient.builder())),
                InstantSource.system());
    }

    /** The work behind all states over these clients. */
    public static Steps steps(Settings settings, Clients clients, InstantSource clock) {
        return steps(
                settings,
                clients.dynamo(),
                aws(settings, clients.ec2(), clients.ssm(), clients.sfn(), clients.s3(), clients.sns()),
                clock);
    }

    private static Steps.Aws aws(
            Settings settings, Ec2Client ec2, SsmClient ssm, SfnClient sfn, S3Client s3, SnsClient sns) {
        return new Steps.Aws(
                new Builders(ec2),
                new Commands(ssm),
                new Images(ec2),
                new KeyPairs(ec2),
                new Executions(sfn),
                new RecipeBucket(s3),
                new EvidenceStore(s3, settings.evidenceBucket()),
                new Notifications(sns, settings.notificationTopicArn()),
                new Belongings(ec2, settings.deployment()),
                new Snapshots(ec2),
                new Volumes(ec2),
                new ImageRemoval(ec2));
    }

    private static Steps steps(Settings settings, DynamoDbClient dynamo, Steps.Aws aws, InstantSource clock) {
        var network = new MachineLaunch.Network(
                settings.deployment(), settings.subnetIds(), settings.securityGroupId(), settings.instanceProfile());
        return Steps.over(records(settings, dynamo), aws, network, Metrics.logged(settings.deployment(), clock), clock);
    }

    /** What makes the schedules of recipes. */
    static ScheduleRecipe scheduleRecipe(
            Map<String, String> environment, S3Client s3, SchedulerClient scheduler, InstantSource clock) {
        return new ScheduleRecipe(
                new RecipeReader(clock),
                new RecipeBucket(s3),
                Settings.required(environment, RECIPE_BUCKET),
                new Schedules(
                        scheduler,
                        new Schedules.Deployment(
                                Settings.required(environment, "KILN_SCHEDULE_GROUP"),
                                Settings.required(environment, "KILN_SCHEDULE_TARGET_ARN"),
                                Settings.required(environment, "KILN_SCHEDULE_ROLE_ARN"),
                                Settings.required(environment, "KILN_SCHEDULE_DLQ_ARN"))));
    }

    /** What starts the builds of schedules. */
    static StartScheduledBuilds startScheduledBuilds(
            Map<String, String> environment, S3Client s3, SfnClient sfn, InstantSource clock) {
        return new StartScheduledBuilds(
                new RecipeReader(clock),
                new RecipeBucket(s3),
                Settings.required(environment, RECIPE_BUCKET),
                new Executions(sfn),
                Settings.required(environment, StartBuildHandler.STATE_MACHINE_VARIABLE));
    }

    /** What retires the images that recipes no longer keep. */
    static RetireImages retireImages(
            Map<String, String> environment,
            DynamoDbClient dynamo,
            Ec2Client ec2,
            AutoScalingClient autoScaling,
            S3Client s3,
            InstantSource clock) {
        var records = records(Settings.of(environment), dynamo);
        return new RetireImages(
                new RecipeBucket(s3),
                Settings.required(environment, RECIPE_BUCKET),
                records,
                retirement(records, ec2, autoScaling, clock),
                clock);
    }

    /** What looks for the uses of images and retires them. */
    public static Retirement retirement(
            Steps.Records records, Ec2Client ec2, AutoScalingClient autoScaling, InstantSource clock) {
        return new Retirement(records, new ImageUses(ec2, autoScaling), new ImageRemoval(ec2), clock);
    }

    /** What builds leave in DynamoDB. */
    public static Steps.Records records(Settings settings, DynamoDbClient dynamo) {
        String ledger = settings.ledgerTable();
        return new Steps.Records(
                new Ledger(dynamo, ledger),
                new Plans(dynamo, ledger),
                new Waits(dynamo, ledger),
                new Builds(dynamo, ledger),
                new FailedBuilds(dynamo, ledger),
                new Cards(dynamo, ledger),
                new Leases(dynamo, ledger),
                new Watches(dynamo, ledger),
                new Claims(dynamo, ledger),
                new TokenBuckets(dynamo, ledger),
                new Lineage(dynamo, settings.lineageTable()),
                new Channels(dynamo, settings.lineageTable()));
    }
}
