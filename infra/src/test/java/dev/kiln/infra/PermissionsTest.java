package dev.kiln.infra;

import dev.kiln.infra.naming.Handler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class PermissionsTest {
    /**
     * The actions that know no resource level (service authorization reference of each service); for logs that is the
     * delivery of Step Functions' own.
     */
    private static final Set<String> WITHOUT_RESOURCE_LEVEL = Set.of(
            "autoscaling:DescribeLaunchConfigurations",
            "ec2:DescribeImageReferences",
            "ec2:DescribeImages",
            "ec2:DescribeInstances",
            "ec2:DescribeKeyPairs",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeLaunchTemplateVersions",
            "ec2:DescribeLaunchTemplates",
            "ec2:DescribeSnapshots",
            "ec2:DescribeVolumes",
            "ec2:DescribeVolumesModifications",
            "ec2messages:AcknowledgeMessage",
            "ec2messages:DeleteMessage",
            "ec2messages:FailMessage",
            "ec2messages:GetEndpoint",
            "ec2messages:GetMessages",
            "ec2messages:SendReply",
            "imagebuilder:ListContainerRecipes",
            "imagebuilder:ListImageRecipes",
            "logs:CreateLogDelivery",
            "logs:DeleteLogDelivery",
            "logs:DescribeLogGroups",
            "logs:DescribeResourcePolicies",
            "logs:GetLogDelivery",
            "logs:ListLogDeliveries",
            "logs:PutResourcePolicy",
            "logs:UpdateLogDelivery",
            "ssm:DescribeInstanceInformation",
            "ssm:DescribeParameters",
            "ssm:GetCommandInvocation",
            "ssm:ListAssociations",
            "ssm:ListCommands",
            "ssm:ListInstanceAssociations",
            "ssm:UpdateInstanceInformation",
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel",
            "xray:GetSamplingRules",
            "xray:GetSamplingTargets",
            "xray:PutTelemetryRecords",
            "xray:PutTraceSegments");

    private static final String HERE = "${AWS::Region}:${AWS::AccountId}:";

    private static final Template PIPELINE = Template.of("pipeline");

    private static Stream<Statement> statements() {
        return Template.all().stream().flatMap(t -> Statement.of(t).stream());
    }

    @Test
    void noRole_mayDoWhateverBeginsLikeSomething() {
        assertThat(statements().flatMap(s -> s.actions().stream()))
                .as("an action with a wildcard grows with every release of AWS")
                .isNotEmpty()
                .noneMatch(action -> action.contains("*"));
    }

    @Test
    void noRole_mayActOnEverything_exceptWhereThereIsNoResourceLevel() {
        assertThat(statements().filter(s -> s.resources().contains("*")).flatMap(s -> s.actions().stream()))
                .as("what has a resource level is held to resources")
                .isSubsetOf(WITHOUT_RESOURCE_LEVEL);
    }

    @Test
    void statementsOfAPolicy_haveNamesOfTheirOwn() {
        assertThat(Template.all().stream()
                        .flatMap(t -> Stream.of("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")
                                .flatMap(t::properties)))
                .as("IAM refuses a policy in which two have the same")
                .isNotEmpty()
                .allSatisfy(policy -> assertThat(
                                policy.at("/PolicyDocument/Statement").findValuesAsText("Sid"))
                        .doesNotHaveDuplicates());
    }

    @Test
    void noRole_hasAPolicyOfAws() {
        assertThat(Template.all().stream().flatMap(t -> t.properties("AWS::IAM::Role")))
                .as("policies that AWS manages give more than is needed, and change")
                .isNotEmpty()
                .noneMatch(role -> role.has("ManagedPolicyArns"));
    }

    @ParameterizedTest
    @EnumSource(Handler.class)
    void aFunction_writesItsOwnLogsAlone(Handler handler) {
        var logs = Statement.of(PIPELINE, handler).filter(s -> s.allows("logs:PutLogEvents"));

        assertThat(logs.flatMap(s -> s.resources().stream()))
                .singleElement()
                .asString()
                .startsWith("${Functions" + handler.label() + "Logs");
    }

    @ParameterizedTest
    @CsvSource({
        "ec2:RunInstances,     instance,          aws:RequestTag/kiln:role",
        "ec2:RunInstances,     instance,          ec2:InstanceProfile",
        "ec2:RunInstances,     volume,            aws:RequestTag/kiln:role",
        "ec2:RunInstances,     network-interface, aws:RequestTag/kiln:role",
        "ec2:CreateImage,      instance,          aws:ResourceTag/kiln:role",
        "ec2:CreateImage,      image,             aws:RequestTag/kiln:role",
        "ec2:CreateImage,      snapshot,          aws:RequestTag/kiln:role",
        "ec2:StartInstances,   instance,          aws:ResourceTag/kiln:role",
        "ec2:StopInstances,    instance,          aws:ResourceTag/kiln:role",
        "ec2:GetConsoleOutput, instance,          aws:ResourceTag/kiln:role",
        "ec2:GetConsoleScreenshot, instance,      aws:ResourceTag/kiln:role",
        "ec2:GetPasswordData, instance,           aws:ResourceTag/kiln:role",
        "ec2:CreateKeyPair,    key-pair,          aws:RequestTag/kiln:role",
        "ec2:DeleteKeyPair,    key-pair,          aws:ResourceTag/kiln:role",
        "ec2:DeregisterImage,  image,             aws:ResourceTag/kiln:role",
        "ec2:DeleteSnapshot,   snapshot,          aws:ResourceTag/kiln:role",
        "ec2:DeleteVolume,     volume,            aws:ResourceTag/kiln:role",
        "ec2:ModifyVolume,     volume,            aws:ResourceTag/kiln:role",
        "ec2:DeleteNetworkInterface, network-interface, aws:ResourceTag/kiln:role",
        "ec2:TerminateInstances, instance,        aws:ResourceTag/kiln:role",
        "ssm:SendCommand,      instance,          ssm:resourceTag/kiln:role"
    })
    void actionsOnMachinesAndImages_areHeldToKilnsTags(String action, String type, String key) {
        assertThat(statements()
                        .filter(s -> s.allows(action))
                        .filter(s -> s.resources().stream().anyMatch(r -> r.matches(".*:" + type + "/(kiln-)?\\*"))))
                .as("%s on %s without a condition on %s would reach what is not Kiln's", action, type, key)
                .isNotEmpty()
                .allMatch(s -> s.condition().toString().contains("\"" + key + "\""));
    }

    @Test
    void tags_areGivenAtCreation_orToWhatIsKilnsAlready() {
        assertThat(statements().filter(s -> s.allows("ec2:CreateTags")))
                .as("whoever may tag anything may make it Kiln's, and then end it")
                .isNotEmpty()
                .allMatch(s -> s.condition().toString().contains("\"ec2:CreateAction\"")
                        || s.condition().toString().contains("\"aws:ResourceTag/kiln:role\""));
    }

    @Test
    void tagsThatComeLater_areOnlyThoseOfSealingAndOfWhoMadeIt() {
        var later = Statement.of(PIPELINE, Handler.TAG_IMAGE)
                .filter(s -> s.allows("ec2:CreateTags"))
                .findFirst()
                .orElseThrow();

        assertThat(later.condition().path("ForAllValues:StringEquals").path("aws:TagKeys"))
                .extracting(key -> key.asText())
                .containsExactly(
                        "kiln:build-key",
                        "kiln:launch-agent",
                        "kiln:os",
                        "kiln:os-version",
                        "kiln:parent",
                        "kiln:build",
                        "kiln:hand-touched");
    }

    @Test
    void whatIsTakenOver_getsTheTagsThatSayWhoseItIs_andNoOthers() {
        var adopt = Statement.of(PIPELINE, Handler.PREPARE)
                .filter(s -> s.allows("ec2:CreateTags"))
                .findFirst()
                .orElseThrow();

        assertThat(adopt.condition().path("ForAllValues:StringEquals").path("aws:TagKeys"))
                .as("a machine's role decides what may be done to it, and is never changed")
                .extracting(key -> key.asText())
                .containsExactly("kiln:build");
    }

    @Test
    void evidence_isWrittenBesideTheRecipes_andReadByNoFunction() {
        assertThat(statements().filter(s -> s.allows("s3:PutObject")).flatMap(s -> s.resources().stream()))
                .isNotEmpty()
                .containsOnly("arn:${AWS::Partition}:s3:::kiln-recipes-${AWS::AccountId}-${AWS::Region}/evidence/*");
        assertThat(statements().filter(s -> s.allows("s3:GetObject")).flatMap(s -> s.resources().stream()))
                .noneMatch(r -> r.contains("/evidence/"));
    }

    @Test
    void onlyTheTopicOfBuilds_isPublishedTo() {
        assertThat(Statement.of(PIPELINE).stream()
                        .filter(s -> s.allows("sns:Publish"))
                        .filter(s -> s.role().startsWith("Functions"))
                        .flatMap(s -> s.resources().stream()))
                .isNotEmpty()
                .containsOnly("arn:${AWS::Partition}:sns:" + HERE + "kiln-builds");
    }

    @Test
    void roles_arePassedToOneServiceAlone() {
        assertThat(statements().filter(s -> s.allows("iam:PassRole")))
                .as("a role that can be passed to any service is as good as held")
                .isNotEmpty()
                .allMatch(s -> s.condition().path("StringEquals").has("iam:PassedToService"))
                .allMatch(s -> s.resources().size() == 1);
    }

    @Test
    void theBuildersRole_isPassedToEc2Alone() {
        assertThat(statements()
                        .filter(s -> s.allows("iam:PassRole"))
                        .filter(s -> s.resources().getFirst().endsWith(":role/kiln-builder"))
                        .map(s -> s.condition()
                                .path("StringEquals")
                                .path("iam:PassedToService")
                                .asText()))
                .isNotEmpty()
                .containsOnly("ec2.amazonaws.com");
    }

    @Test
    void machines_areLaunchedIntoKilnsPlaceAlone() {
        var places = Statement.of(PIPELINE, Handler.LAUNCH_BUILDER)
                .filter(s -> s.allows("ec2:RunInstances"))
                .flatMap(s -> s.resources().stream())
                .filter(r -> r.contains(":subnet/") || r.contains(":security-group/"));

        assertThat(places)
                .containsExactly(
                        "arn:${AWS::Partition}:ec2:" + HERE + "subnet/${kiln-subnet-1}",
                        "arn:${AWS::Partition}:ec2:" + HERE + "subnet/${kiln-subnet-2}",
                        "arn:${AWS::Partition}:ec2:" + HERE + "security-group/${kiln-security-group}");
    }

    @Test
    void queues_areWrittenToAndNothingElse() {
        assertThat(statements().flatMap(s -> s.actions().stream()).filter(action -> action.startsWith("sqs:")))
                .isNotEmpty()
                .containsOnly("sqs:SendMessage");
    }

    @Test
    void commands_areSentWithOneDocumentAlone() {
        assertThat(statements()
                        .filter(s -> s.allows("ssm:SendCommand"))
                        .flatMap(s -> s.resources().stream())
                        .filter(r -> r.contains(":document/")))
                .isNotEmpty()
                .containsOnly("arn:${AWS::Partition}:ssm:${AWS::Region}::document/AWS-RunPowerShellScript");
    }

    @Test
    void theStateMachine_callsAliasesAlone() {
        assertThat(Statement.of(PIPELINE).stream()
                        .filter(s -> s.role().startsWith("StateMachineRole"))
                        .filter(s -> s.allows("lambda:InvokeFunction"))
                        .flatMap(s -> s.resources().stream()))
                .as("a redriven execution must reach the repaired function")
                .hasSize(10)
                .allMatch(r -> PIPELINE.resource(r.substring(2, r.length() - 1))
                        .path("Type")
                        .asText()
                        .equals("AWS::Lambda::Alias"));
    }

    @Test
    void aBuilder_doesWhatSsmNeeds_readsFilesAndSecretsOfRecipes_andWritesItsLogs() {
        var builder = Statement.of(PIPELINE).stream()
                .filter(s -> s.role().startsWith("BuilderRole"))
                .filter(s -> !s.resources().contains("*"))
                .toList();

        assertThat(builder.stream().flatMap(s -> s.actions().stream()))
                .containsExactlyInAnyOrder(
                        "s3:GetObject",
                        "s3:GetObjectVersion",
                        "kms:Decrypt",
                        "secretsmanager:GetSecretValue",
                        "ssm:GetParameter",
                        "logs:CreateLogStream",
                        "logs:PutLogEvents");
    }

    @Test
    void aBuilder_readsOnlySecretsThatAreNamedForMachines() {
        assertThat(Statement.of(PIPELINE).stream()
                        .filter(s -> s.role().startsWith("BuilderRole"))
                        .filter(s -> s.allows("ssm:GetParameter") || s.allows("secretsmanager:GetSecretValue"))
                        .flatMap(s -> s.resources().stream()))
                .containsExactlyInAnyOrder(
                        "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:kiln/machines/*",
                        "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/kiln/machines/*");
    }

    @Test
    void aBuilder_readsNothingButFilesOfRecipes() {
        assertThat(Statement.of(PIPELINE).stream()
                        .filter(s -> s.role().startsWith("BuilderRole") && s.allows("s3:GetObjectVersion"))
                        .flatMap(s -> s.resources().stream()))
                .containsExactly("arn:${AWS::Partition}:s3:::kiln-recipes-${AWS::AccountId}-${AWS::Region}/recipes/*");
    }

    @Test
    void schedulesRoles_areAssumedForKilnsGroupAlone() {
        var roles = PIPELINE.properties("AWS::IAM::Role")
                .filter(r -> r.toString().contains("scheduler.amazonaws.com"))
                .toList();

        assertThat(roles)
                .as("the scheduler of another account must not act with our role")
                .hasSize(4)
                .allMatch(r -> {
                    var condition = r.at("/AssumeRolePolicyDocument/Statement/0/Condition/StringEquals");
                    return condition.has("aws:SourceAccount")
                            && Template.rendered(condition.path("aws:SourceArn"))
                                    .equals("arn:${AWS::Partition}:scheduler:" + HERE + "schedule-group/kiln");
                });
    }

    @Test
    void theJanitor_removesAndMakesNothing() {
        assertThat(actions(Handler.JANITOR))
                .contains("ec2:TerminateInstances", "ec2:DeleteVolume", "ec2:DeleteNetworkInterface")
                .doesNotContain("ec2:RunInstances", "ec2:StartInstances", "ec2:CreateImage", "ec2:CreateTags");
    }

    @Test
    void eventsAndSweep_mayDoWhatTheStatesMayThatTheyCarryOn() {
        var states = new TreeSet<String>();
        for (Handler handler : List.of(
                Handler.LAUNCH_BUILDER,
                Handler.RUN_STEP,
                Handler.SEAL_BUILDER,
                Handler.STOP_BUILDER,
                Handler.CREATE_IMAGE,
                Handler.RETIRE_BUILDER,
                Handler.VERIFY_IMAGE)) {
            states.addAll(actions(handler));
        }

        assertThat(actions(Handler.NOTIFY)).containsAll(states);
        assertThat(actions(Handler.SWEEP)).containsAll(states).containsAll(actions(Handler.JOIN_BUILD));
    }

    private static Set<String> actions(Handler handler) {
        var actions = new TreeSet<String>();
        Statement.of(PIPELINE, handler).forEach(s -> actions.addAll(s.actions()));
        return actions;
    }
}
