package dev.kiln.local.template;

import dev.kiln.aws.Digests;

import java.nio.charset.StandardCharsets;

/**
 * What {@code Ref} and {@code Fn::GetAtt} give for a resource of the local account (CloudFormation template reference,
 * "Return values" of each type). Names and ids that AWS would draw derive from the stack and the logical id, so that a
 * template gives the same account each time.
 */
final class Identities {
    private static final int LONGEST_NAME = 64;
    private static final int ID_DIGITS = 17;

    private Identities() {}

    static String ref(Resource r) {
        return switch (r.type()) {
            case "AWS::DynamoDB::Table" -> name(r, "TableName");
            case "AWS::EC2::SecurityGroup" -> id("sg", r);
            case "AWS::EC2::Subnet" -> id("subnet", r);
            case "AWS::EC2::VPC" -> id("vpc", r);
            case "AWS::Events::Rule", "AWS::Scheduler::Schedule", "AWS::Scheduler::ScheduleGroup" -> name(r, "Name");
            case "AWS::IAM::InstanceProfile" -> name(r, "InstanceProfileName");
            case "AWS::IAM::Role" -> name(r, "RoleName");
            case "AWS::KMS::Key" -> keyId(r);
            case "AWS::Lambda::Alias" -> aliasArn(r);
            case "AWS::Lambda::Function" -> name(r, "FunctionName");
            case "AWS::Lambda::Version" -> Pseudo.arn("lambda", "function:" + r.text("FunctionName") + ":1");
            case "AWS::Logs::LogGroup" -> name(r, "LogGroupName");
            case "AWS::S3::Bucket" -> name(r, "BucketName");
            case "AWS::SNS::Topic" -> arn(r);
            case "AWS::SQS::Queue" ->
                "https://sqs." + Pseudo.REGION + ".amazonaws.com/" + Pseudo.ACCOUNT + "/" + name(r, "QueueName");
            case "AWS::StepFunctions::StateMachine" -> arn(r);
            default -> throw new TemplateRefused(r + ": what Ref gives is not known");
        };
    }

    static String attribute(Resource r, String name) {
        return switch (name) {
            case "Arn" -> arn(r);
            case "GroupId" -> id("sg", r);
            case "Version" -> "1";
            case "Name" -> name(r, "StateMachineName");
            case "QueueName" -> name(r, "QueueName");
            case "TopicArn" -> arn(r);
            case "TopicName" -> name(r, "TopicName");
            default -> throw new TemplateRefused(r + ": the attribute " + name + " is not known");
        };
    }

    private static String arn(Resource r) {
        return switch (r.type()) {
            case "AWS::DynamoDB::Table" -> Pseudo.arn("dynamodb", "table/" + ref(r));
            case "AWS::EC2::Subnet" -> Pseudo.arn("ec2", "subnet/" + ref(r));
            case "AWS::Events::Rule" -> Pseudo.arn("events", "rule/" + ref(r));
            case "AWS::IAM::InstanceProfile" -> "arn:aws:iam::" + Pseudo.ACCOUNT + ":instance-profile/" + ref(r);
            case "AWS::IAM::Role" -> "arn:aws:iam::" + Pseudo.ACCOUNT + ":role/" + ref(r);
            case "AWS::KMS::Key" -> Pseudo.arn("kms", "key/" + ref(r));
            case "AWS::Lambda::Function" -> Pseudo.arn("lambda", "function:" + ref(r));
            case "AWS::Logs::LogGroup" -> Pseudo.arn("logs", "log-group:" + ref(r) + ":*");
            case "AWS::S3::Bucket" -> "arn:aws:s3:::" + ref(r);
            case "AWS::SNS::Topic" -> Pseudo.arn("sns", name(r, "TopicName"));
            case "AWS::SQS::Queue" -> Pseudo.arn("sqs", name(r, "QueueName"));
            case "AWS::Scheduler::Schedule" ->
                Pseudo.arn("scheduler", "schedule/" + r.find("GroupName").orElse("default") + "/" + ref(r));
            case "AWS::Scheduler::ScheduleGroup" -> Pseudo.arn("scheduler", "schedule-group/" + ref(r));
            case "AWS::StepFunctions::StateMachine" ->
                Pseudo.arn("states", "stateMachine:" + name(r, "StateMachineName"));
            default -> throw new TemplateRefused(r + ": the attribute Arn is not known");
        };
    }

    private static String aliasArn(Resource r) {
        return Pseudo.arn("lambda", "function:" + r.text("FunctionName") + ":" + r.text("Name"));
    }

    private static String name(Resource r, String property) {
        return r.find(property).orElseGet(() -> generated(r));
    }

    private static String generated(Resource r) {
        String name = r.stack() + "-" + r.id();
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    private static String id(String prefix, Resource r) {
        return prefix + "-" + digest(r).substring(0, ID_DIGITS);
    }

    private static String keyId(Resource r) {
        return digest(r).replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12}).*", "$1-$2-$3-$4-$5");
    }

    private static String digest(Resource r) {
        return Digests.sha256((r.stack() + "/" + r.id()).getBytes(StandardCharsets.UTF_8));
    }
}
