package dev.kiln.integration.deployment;

import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What there is in an account of the kinds that Kiln deploys, as each service lists it: what CloudFormation says that
 * it has deleted is not taken for granted.
 */
public final class Inventory {
    private final Aws aws;

    /** Something in an account; in text {@code role kiln-builder}. */
    public record Thing(String kind, String name) {
        @Override
        public String toString() {
            return kind + " " + name;
        }
    }

    /** The inventory of one account. */
    public Inventory(Aws aws) {
        this.aws = aws;
    }

    /** Everything that is there now. */
    public Set<Thing> things() {
        return join(Stream.of(state(), compute(), starts(), network(), identities(), operations()))
                .collect(Collectors.toCollection(() -> new TreeSet<>(Comparator.comparing(Thing::toString))));
    }

    private static <T> Stream<Thing> of(String kind, Stream<T> things, Function<T, String> name) {
        return things.map(thing -> new Thing(kind, name.apply(thing))).toList().stream();
    }

    private Stream<Thing> state() {
        try (var dynamo = aws.client(DynamoDbClient.builder());
                var s3 = aws.s3();
                var kms = aws.client(KmsClient.builder())) {
            var keys = kms.listKeysPaginator().keys().stream()
                    .map(key -> kms.describeKey(r -> r.keyId(key.keyId())).keyMetadata())
                    // LocalStack makes keys of AWS itself when it first needs them.
                    .filter(key -> key.keyManager() == KeyManagerType.CUSTOMER && key.keyState() == KeyState.ENABLED);
            return join(Stream.of(
                    of("table", dynamo.listTablesPaginator().tableNames().stream(), name -> name),
                    of("bucket", s3.listBuckets().buckets().stream(), bucket -> bucket.name()),
                    of("key", keys, key -> key.description()),
                    of(
                            "key alias",
                            kms.listAliasesPaginator().aliases().stream()
                                    .filter(alias -> !alias.aliasName().startsWith("alias/aws/")),
                            alias -> alias.aliasName())));
        }
    }

    private Stream<Thing> compute() {
        try (var lambda = aws.client(LambdaClient.builder());
                var sfn = aws.client(SfnClient.builder())) {
            return join(Stream.of(
                    of("function", lambda.listFunctionsPaginator().functions().stream(), f -> f.functionName()),
                    of(
                            "state machine",
                            sfn.listStateMachinesPaginator().stateMachines().stream(),
                            machine -> machine.name())));
        }
    }

    private Stream<Thing> starts() {
        try (var events = aws.client(EventBridgeClient.builder());
                var scheduler = aws.client(SchedulerClient.builder())) {
            return join(Stream.of(
                    of("rule", events.listRules(r -> {}).rules().stream(), rule -> rule.name()),
                    of("schedule", scheduler.listSchedules(r -> {}).schedules().stream(), s -> s.name()),
                    of(
                            "schedule group",
                            scheduler.listScheduleGroups(r -> {}).scheduleGroups().stream(),
                            group -> group.name())));
        }
    }

    private Stream<Thing> network() {
        try (var ec2 = aws.client(Ec2Client.builder())) {
            var endpoints = ec2.describeVpcEndpoints().vpcEndpoints().stream()
                    .filter(endpoint -> !endpoint.stateAsString().equalsIgnoreCase("deleted"));
            return join(Stream.of(
                    of("network", ec2.describeVpcs().vpcs().stream(), network -> network.vpcId()),
                    of("subnet", ec2.describeSubnets().subnets().stream(), subnet -> subnet.subnetId()),
                    of("route table", ec2.describeRouteTables().routeTables().stream(), t -> t.routeTableId()),
                    of("endpoint", endpoints, endpoint -> endpoint.vpcEndpointId()),
                    of(
                            "security group",
                            ec2.describeSecurityGroups().securityGroups().stream(),
                            group -> group.groupId()),
                    of(
                            "internet gateway",
                            ec2.describeInternetGateways().internetGateways().stream(),
                            gateway -> gateway.internetGatewayId())));
        }
    }

    private Stream<Thing> identities() {
        try (var iam = aws.client(IamClient.builder())) {
            return join(Stream.of(
                    of("role", iam.listRolesPaginator().roles().stream(), role -> role.roleName()),
                    of(
                            "instance profile",
                            iam.listInstanceProfilesPaginator().instanceProfiles().stream(),
                            profile -> profile.instanceProfileName())));
        }
    }

    private Stream<Thing> operations() {
        try (var sqs = aws.client(SqsClient.builder());
                var sns = aws.client(SnsClient.builder());
                var cloudWatch = aws.client(CloudWatchClient.builder());
                var logs = aws.client(CloudWatchLogsClient.builder());
                var cloudFormation = aws.client(CloudFormationClient.builder())) {
            var stacks = cloudFormation.describeStacks().stacks().stream()
                    .filter(stack -> stack.stackStatus() != StackStatus.DELETE_COMPLETE);
            return join(Stream.of(
                    of("queue", sqs.listQueuesPaginator().queueUrls().stream(), url -> url),
                    of("topic", sns.listTopicsPaginator().topics().stream(), topic -> topic.topicArn()),
                    of("alarm", cloudWatch.describeAlarms().metricAlarms().stream(), alarm -> alarm.alarmName()),
                    of("log group", logs.describeLogGroupsPaginator().logGroups().stream(), g -> g.logGroupName()),
                    of("stack", stacks, stack -> stack.stackName())));
        }
    }

    private static Stream<Thing> join(Stream<Stream<Thing>> parts) {
        return parts.flatMap(part -> part);
    }
}
