package dev.kiln.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What CloudFormation calls to make, change, read and delete a resource of each type that Kiln's templates have: the
 * permissions of its handlers in the CloudFormation registry, as far as Kiln's properties use them. The tags of the
 * stack go to everything that can carry them.
 */
final class ResourceActions {
    private ResourceActions() {}

    /** The actions by resource type, each with its service. */
    static Map<String, List<String>> byType() {
        var all = new TreeMap<String, List<String>>();
        network(all);
        compute(all);
        state(all);
        delivery(all);
        operations(all);
        return all;
    }

    private static void network(Map<String, List<String>> all) {
        all.put(
                "AWS::EC2::VPC",
                of(
                        "ec2",
                        "CreateVpc DeleteVpc ModifyVpcAttribute DescribeVpcs DescribeVpcAttribute DescribeSecurityGroups DescribeNetworkAcls CreateTags DeleteTags"));
        all.put(
                "AWS::EC2::Subnet",
                of(
                        "ec2",
                        "CreateSubnet DeleteSubnet ModifySubnetAttribute DescribeSubnets DescribeAvailabilityZones CreateTags DeleteTags"));
        all.put(
                "AWS::EC2::RouteTable",
                of("ec2", "CreateRouteTable DeleteRouteTable DescribeRouteTables CreateTags DeleteTags"));
        all.put(
                "AWS::EC2::SubnetRouteTableAssociation",
                of(
                        "ec2",
                        "AssociateRouteTable DisassociateRouteTable ReplaceRouteTableAssociation DescribeRouteTables"));
        all.put(
                "AWS::EC2::Route",
                of("ec2", "CreateRoute DeleteRoute ReplaceRoute DescribeRouteTables DescribeNetworkInterfaces"));
        all.put("AWS::EC2::EIP", of("ec2", "AllocateAddress ReleaseAddress DescribeAddresses CreateTags DeleteTags"));
        all.put(
                "AWS::EC2::NatGateway",
                of("ec2", "CreateNatGateway DeleteNatGateway DescribeNatGateways CreateTags DeleteTags"));
        all.put(
                "AWS::EC2::InternetGateway",
                of(
                        "ec2",
                        "CreateInternetGateway DeleteInternetGateway DescribeInternetGateways CreateTags DeleteTags"));
        all.put(
                "AWS::EC2::VPCGatewayAttachment",
                of("ec2", "AttachInternetGateway DetachInternetGateway DescribeInternetGateways DescribeVpnGateways"));
        all.put(
                "AWS::EC2::VPCEndpoint",
                of(
                        "ec2",
                        "CreateVpcEndpoint DeleteVpcEndpoints ModifyVpcEndpoint DescribeVpcEndpoints DescribeVpcEndpointServices CreateTags DeleteTags"));
        all.put(
                "AWS::EC2::FlowLog",
                with(
                        of("ec2", "CreateFlowLogs DeleteFlowLogs DescribeFlowLogs CreateTags DeleteTags"),
                        "iam:PassRole"));
        all.put(
                "AWS::EC2::SecurityGroup",
                of(
                        "ec2",
                        "CreateSecurityGroup DeleteSecurityGroup DescribeSecurityGroups AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress CreateTags DeleteTags"));
    }

    private static void compute(Map<String, List<String>> all) {
        all.put(
                "AWS::IAM::Role",
                of(
                        "iam",
                        "CreateRole DeleteRole GetRole UpdateRole UpdateRoleDescription UpdateAssumeRolePolicy ListRolePolicies ListAttachedRolePolicies TagRole UntagRole"));
        all.put("AWS::IAM::Policy", of("iam", "PutRolePolicy GetRolePolicy DeleteRolePolicy"));
        all.put(
                "AWS::IAM::ManagedPolicy",
                of(
                        "iam",
                        "AttachRolePolicy CreatePolicy CreatePolicyVersion DeletePolicy DeletePolicyVersion DetachRolePolicy GetPolicy GetPolicyVersion ListEntitiesForPolicy ListPolicyVersions"));
        all.put(
                "AWS::IAM::InstanceProfile",
                of(
                        "iam",
                        "CreateInstanceProfile DeleteInstanceProfile GetInstanceProfile AddRoleToInstanceProfile RemoveRoleFromInstanceProfile PassRole"));
        all.put(
                "AWS::Lambda::Function",
                with(
                        of(
                                "lambda",
                                "CreateFunction DeleteFunction GetFunction GetFunctionConfiguration GetFunctionCodeSigningConfig GetFunctionRecursionConfig GetRuntimeManagementConfig UpdateFunctionCode UpdateFunctionConfiguration PutFunctionConcurrency DeleteFunctionConcurrency ListTags TagResource UntagResource"),
                        "iam:PassRole",
                        "s3:GetObject"));
        all.put(
                "AWS::Lambda::Version",
                of("lambda", "PublishVersion ListVersionsByFunction GetFunctionConfiguration DeleteFunction"));
        all.put("AWS::Lambda::Alias", of("lambda", "CreateAlias GetAlias UpdateAlias DeleteAlias"));
        all.put(
                "AWS::Lambda::EventInvokeConfig",
                of(
                        "lambda",
                        "PutFunctionEventInvokeConfig GetFunctionEventInvokeConfig UpdateFunctionEventInvokeConfig DeleteFunctionEventInvokeConfig"));
        all.put("AWS::Lambda::Permission", of("lambda", "AddPermission GetPolicy RemovePermission"));
        all.put(
                "AWS::StepFunctions::StateMachine",
                with(
                        of(
                                "states",
                                "CreateStateMachine DeleteStateMachine DescribeStateMachine UpdateStateMachine ListTagsForResource TagResource UntagResource"),
                        "iam:PassRole"));
    }

    private static void state(Map<String, List<String>> all) {
        all.put(
                "AWS::KMS::Key",
                of(
                        "kms",
                        "CreateKey DescribeKey EnableKeyRotation GetKeyPolicy GetKeyRotationStatus PutKeyPolicy ListResourceTags ScheduleKeyDeletion TagResource UntagResource UpdateKeyDescription"));
        all.put("AWS::KMS::Alias", of("kms", "CreateAlias DeleteAlias ListAliases UpdateAlias"));
        all.put(
                "AWS::DynamoDB::Table",
                with(
                        of(
                                "dynamodb",
                                "CreateTable DeleteTable DescribeContinuousBackups DescribeTable DescribeTimeToLive ListTagsOfResource TagResource UntagResource UpdateContinuousBackups UpdateTable UpdateTimeToLive"),
                        "kms:CreateGrant",
                        "kms:Decrypt",
                        "kms:DescribeKey"));
        all.put(
                "AWS::S3::Bucket",
                of(
                        "s3",
                        "CreateBucket DeleteBucket PutBucketNotification PutBucketOwnershipControls PutBucketPublicAccessBlock PutBucketTagging PutBucketVersioning PutEncryptionConfiguration PutLifecycleConfiguration GetBucketNotification GetBucketOwnershipControls GetBucketPublicAccessBlock GetBucketTagging GetBucketVersioning GetEncryptionConfiguration GetLifecycleConfiguration ListBucket"));
        all.put("AWS::S3::BucketPolicy", of("s3", "PutBucketPolicy GetBucketPolicy DeleteBucketPolicy"));
    }

    private static void delivery(Map<String, List<String>> all) {
        all.put(
                "AWS::SQS::Queue",
                of(
                        "sqs",
                        "CreateQueue DeleteQueue GetQueueAttributes GetQueueUrl SetQueueAttributes ListQueueTags TagQueue UntagQueue"));
        all.put("AWS::SQS::QueuePolicy", of("sqs", "SetQueueAttributes GetQueueAttributes"));
        all.put(
                "AWS::Events::Rule",
                of(
                        "events",
                        "PutRule DeleteRule DescribeRule PutTargets RemoveTargets ListTargetsByRule TagResource UntagResource"));
        all.put(
                "AWS::Scheduler::ScheduleGroup",
                of(
                        "scheduler",
                        "CreateScheduleGroup DeleteScheduleGroup GetScheduleGroup ListTagsForResource TagResource UntagResource"));
        all.put(
                "AWS::Scheduler::Schedule",
                with(of("scheduler", "CreateSchedule DeleteSchedule GetSchedule UpdateSchedule"), "iam:PassRole"));
    }

    private static void operations(Map<String, List<String>> all) {
        all.put(
                "AWS::Logs::LogGroup",
                of(
                        "logs",
                        "CreateLogGroup DeleteLogGroup DescribeLogGroups PutRetentionPolicy ListTagsForResource TagResource UntagResource"));
        all.put(
                "AWS::CloudWatch::Alarm",
                of(
                        "cloudwatch",
                        "PutMetricAlarm DeleteAlarms DescribeAlarms ListTagsForResource TagResource UntagResource"));
        all.put("AWS::CloudWatch::Dashboard", of("cloudwatch", "PutDashboard DeleteDashboards GetDashboard"));
        all.put(
                "AWS::SNS::Topic",
                of(
                        "sns",
                        "CreateTopic DeleteTopic GetTopicAttributes SetTopicAttributes ListSubscriptionsByTopic ListTagsForResource TagResource UntagResource"));
        all.put("AWS::SNS::TopicPolicy", of("sns", "SetTopicAttributes GetTopicAttributes"));
        all.put("AWS::SNS::Subscription", of("sns", "Subscribe Unsubscribe GetSubscriptionAttributes"));
    }

    private static List<String> of(String service, String actions) {
        return List.of(actions.split(" ", -1)).stream()
                .map(a -> service + ":" + a)
                .toList();
    }

    private static List<String> with(List<String> actions, String... more) {
        var all = new ArrayList<>(actions);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }
}
