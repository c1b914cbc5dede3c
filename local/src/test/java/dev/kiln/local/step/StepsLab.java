package dev.kiln.local.step;

import dev.kiln.aws.Belongings;
import dev.kiln.aws.Builders;
import dev.kiln.aws.Commands;
import dev.kiln.aws.EvidenceStore;
import dev.kiln.aws.Executions;
import dev.kiln.aws.ImageRemoval;
import dev.kiln.aws.Images;
import dev.kiln.aws.KeyPairs;
import dev.kiln.aws.Notifications;
import dev.kiln.aws.RecipeBucket;
import dev.kiln.aws.Snapshots;
import dev.kiln.aws.Volumes;
import dev.kiln.handler.Pipeline;
import dev.kiln.handler.Settings;
import dev.kiln.local.dynamo.SharedDynamo;
import dev.kiln.local.sns.LocalTopics;
import dev.kiln.metric.Metrics;
import dev.kiln.step.MachineLaunch;
import dev.kiln.step.Steps;
import software.amazon.awssdk.services.s3.S3Client;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The steps over scripted services, and the tables that a test shares with others. */
final class StepsLab {
    /** Where machines of these tests run. */
    static final MachineLaunch.Network NETWORK =
            new MachineLaunch.Network("kiln", List.of("subnet-a", "subnet-b"), "sg-1", "kiln-builder");

    static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:builds";

    private StepsLab() {}

    static Steps steps(
            SharedDynamo dynamo,
            ScriptedEc2 ec2,
            ScriptedTasks tasks,
            LocalTopics topics,
            Metrics metrics,
            InstantSource clock) {
        return Steps.over(
                records(dynamo),
                new Steps.Aws(
                        new Builders(ec2),
                        new Commands(new ScriptedAgent()),
                        new Images(ec2),
                        new KeyPairs(ec2),
                        new Executions(tasks),
                        new RecipeBucket(new NoObjects()),
                        new EvidenceStore(new NoObjects(), Optional.empty()),
                        new Notifications(topics, Optional.of(TOPIC)),
                        new Belongings(ec2, "kiln"),
                        new Snapshots(ec2),
                        new Volumes(ec2),
                        new ImageRemoval(ec2)),
                NETWORK,
                metrics,
                clock);
    }

    static Steps.Records records(SharedDynamo dynamo) {
        return Pipeline.records(
                new Settings(
                        "kiln",
                        dynamo.ledger(),
                        dynamo.lineage(),
                        List.of(),
                        "",
                        "",
                        Optional.empty(),
                        Optional.empty()),
                dynamo.client());
    }

    /** Nothing lies in S3, and nobody asks. */
    private record NoObjects() implements S3Client {
        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
