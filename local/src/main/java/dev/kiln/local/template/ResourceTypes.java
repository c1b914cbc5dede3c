package dev.kiln.local.template;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The resource types that a template may hold, with their properties: those that the local account goes by, and those
 * that make no difference in it, because it has neither logs, traces, alarms and backups nor packets.
 */
final class ResourceTypes {
    /** What a resource of a type may say. */
    private record Known(Set<String> honoured, Set<String> withoutEffect) {
        /** Adds those without effect. */
        Known but(String without) {
            return new Known(honoured, words(without));
        }

        boolean knows(String property) {
            return honoured.contains(property) || withoutEffect.contains(property);
        }
    }

    private static final Map<String, Known> DEPLOYED = Map.ofEntries(
            Map.entry(
                    "AWS::DynamoDB::Table",
                    known(
                                    "AttributeDefinitions BillingMode GlobalSecondaryIndexes KeySchema SSESpecification TableName")
                            .but("DeletionProtectionEnabled PointInTimeRecoverySpecification Tags"
                                    + " TimeToLiveSpecification")),
            Map.entry(
                    "AWS::EC2::SecurityGroup",
                    known("").but("GroupDescription GroupName SecurityGroupEgress SecurityGroupIngress Tags VpcId")),
            Map.entry("AWS::EC2::Subnet", known("AvailabilityZone").but("CidrBlock MapPublicIpOnLaunch Tags VpcId")),
            Map.entry(
                    "AWS::Events::Rule",
                    known("EventPattern Name State Targets").but("Description Tags")),
            Map.entry(
                    "AWS::IAM::InstanceProfile",
                    known("InstanceProfileName Roles").but("")),
            Map.entry("AWS::IAM::ManagedPolicy", known("PolicyDocument Roles").but("Description Path")),
            Map.entry(
                    "AWS::IAM::Policy", known("PolicyDocument PolicyName Roles").but("")),
            Map.entry(
                    "AWS::IAM::Role",
                    known("AssumeRolePolicyDocument ManagedPolicyArns Policies RoleName")
                            .but("Description Tags")),
            Map.entry(
                    "AWS::KMS::Key", known("KeyPolicy").but("Description EnableKeyRotation PendingWindowInDays Tags")),
            Map.entry(
                    "AWS::Lambda::Alias",
                    known("FunctionName FunctionVersion Name").but("Description")),
            Map.entry(
                    "AWS::Lambda::EventInvokeConfig",
                    known("DestinationConfig FunctionName MaximumEventAgeInSeconds MaximumRetryAttempts Qualifier")
                            .but("")),
            Map.entry(
                    "AWS::Lambda::Function",
                    known("Environment FunctionName Handler MemorySize Role Timeout")
                            .but("Architectures Code Description LoggingConfig ReservedConcurrentExecutions Runtime"
                                    + " SnapStart Tags TracingConfig")),
            Map.entry(
                    "AWS::Lambda::Permission",
                    known("Action FunctionName Principal SourceArn").but("")),
            Map.entry("AWS::Lambda::Version", known("FunctionName").but("Description")),
            Map.entry(
                    "AWS::S3::Bucket",
                    known("BucketEncryption BucketName NotificationConfiguration VersioningConfiguration")
                            .but("LifecycleConfiguration OwnershipControls PublicAccessBlockConfiguration Tags")),
            Map.entry("AWS::S3::BucketPolicy", known("Bucket PolicyDocument").but("")),
            Map.entry("AWS::SNS::Topic", known("KmsMasterKeyId TopicName").but("DisplayName Tags")),
            Map.entry("AWS::SNS::TopicPolicy", known("PolicyDocument Topics").but("")),
            Map.entry("AWS::SQS::Queue", known("QueueName").but("MessageRetentionPeriod SqsManagedSseEnabled Tags")),
            Map.entry("AWS::SQS::QueuePolicy", known("PolicyDocument Queues").but("")),
            Map.entry(
                    "AWS::Scheduler::Schedule",
                    known(
                                    "FlexibleTimeWindow GroupName Name ScheduleExpression ScheduleExpressionTimezone State Target")
                            .but("Description")),
            Map.entry("AWS::Scheduler::ScheduleGroup", known("Name").but("Tags")),
            Map.entry(
                    "AWS::StepFunctions::StateMachine",
                    known("DefinitionString DefinitionSubstitutions RoleArn StateMachineName StateMachineType")
                            .but("LoggingConfiguration Tags TracingConfiguration")));

    /** Nothing in the local account answers to them; nobody asks what is in them either. */
    private static final SortedSet<String> WITHOUT_COUNTERPART = new TreeSet<>(Set.of(
            "AWS::CDK::Metadata",
            "AWS::CloudWatch::Alarm",
            "AWS::CloudWatch::CompositeAlarm",
            "AWS::CloudWatch::Dashboard",
            "AWS::EC2::EIP",
            "AWS::EC2::FlowLog",
            "AWS::EC2::InternetGateway",
            "AWS::EC2::NatGateway",
            "AWS::EC2::Route",
            "AWS::EC2::RouteTable",
            "AWS::EC2::SubnetRouteTableAssociation",
            "AWS::EC2::VPC",
            "AWS::EC2::VPCEndpoint",
            "AWS::EC2::VPCGatewayAttachment",
            "AWS::KMS::Alias",
            "AWS::Logs::LogGroup",
            "AWS::SNS::Subscription"));

    private ResourceTypes() {}

    /**
     * Checks that everything in a resource is known.
     *
     * @throws TemplateRefused names what is not
     */
    static void check(Resource resource) {
        if (WITHOUT_COUNTERPART.contains(resource.type())) {
            return;
        }
        var known = DEPLOYED.get(resource.type());
        if (known == null) {
            throw new TemplateRefused(resource + ": the type is not known");
        }
        resource.propertyNames().forEach(property -> {
            if (!known.knows(property)) {
                throw new TemplateRefused(resource + ": the property " + property + " is not known");
            }
        });
    }

    private static Known known(String honoured) {
        return new Known(words(honoured), Set.of());
    }

    private static Set<String> words(String text) {
        return text.isEmpty() ? Set.of() : Set.copyOf(Arrays.asList(text.split(" ", -1)));
    }
}
