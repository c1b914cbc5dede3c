package dev.kiln.local.account;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.local.dynamo.MemoryDynamo;
import dev.kiln.local.queue.Message;
import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

/** What breaks on AWS when a permission is missing breaks here, in the same place and with the same words. */
class MissingPermissionTest {
    private static final String EVENTS = "arn:aws:sqs:us-east-1:123456789012:kiln-undelivered-events";
    private static final String SCHEDULES = "arn:aws:sqs:us-east-1:123456789012:kiln-undelivered-schedules";

    private static AccountLab lab(ChangedTemplates templates) {
        var deployment = templates.deployment();
        var dynamo = MemoryDynamo.with(deployment.tables());
        var timeline = new Timeline(AccountLab.START);
        return new AccountLab(new LocalAccount(
                timeline, new RandomSource(31), dynamo, dynamo::close, deployment, clients -> clients, timeline));
    }

    @ParameterizedTest
    @CsvSource({
        "Prepare, Recipes, s3:GetObjectVersion, AccessDenied",
        "Prepare, DecryptRecipes, kms:Decrypt, AccessDenied",
        "Prepare, ParentParameters, ssm:GetParameter, AccessDeniedException",
        "Prepare, SeeImagesSeeInstancesFindCommand, ec2:DescribeImages, UnauthorizedOperation",
        "Prepare, Waits, dynamodb:PutItem, AccessDeniedException",
        "LaunchBuilder, LaunchInstance, ec2:RunInstances, UnauthorizedOperation",
        "LaunchBuilder, LaunchWith, ec2:RunInstances, UnauthorizedOperation",
        "LaunchBuilder, LaunchFrom, ec2:RunInstances, UnauthorizedOperation",
        "LaunchBuilder, LaunchInto, ec2:RunInstances, UnauthorizedOperation",
        "LaunchBuilder, TagLaunched, ec2:CreateTags, UnauthorizedOperation",
        "LaunchBuilder, GiveProfile, iam:PassRole, UnauthorizedOperation",
        "RunStep, CommandText, ssm:SendCommand, AccessDeniedException",
        "RunStep, CommandMachine, ssm:SendCommand, AccessDeniedException",
        "SealBuilder, CommandMachine, ssm:SendCommand, AccessDeniedException",
        "StopBuilder, Stop, ec2:StopInstances, UnauthorizedOperation",
        "CreateImage, ImageOf, ec2:CreateImage, UnauthorizedOperation",
        "CreateImage, Image, ec2:CreateImage, UnauthorizedOperation",
        "CreateImage, TagImage, ec2:CreateTags, UnauthorizedOperation",
        "TagImage, TagLater, ec2:CreateTags, UnauthorizedOperation",
        "RetireBuilder, Terminate, ec2:TerminateInstances, UnauthorizedOperation",
        "VerifyImage, LaunchFrom, ec2:RunInstances, UnauthorizedOperation",
    })
    void build_statementMissing_failsInThatStateAndNamesTheActionAndTheCode(
            String state, String statement, String action, String code) {
        var templates = new ChangedTemplates()
                .withoutStatement(
                        "Functions" + state + "RoleDefaultPolicy",
                        s -> s.path("Sid").asText().equals(statement));
        try (var lab = lab(templates)) {
            String id = lab.upload(AccountLab.SMALL);
            lab.runToItsEnd(id);

            assertThat(lab.execution(id).error()).isEqualTo("dev.kiln.error.AccessRefused");
            assertThat(lab.execution(id).cause())
                    .contains("was answered with " + code + ":")
                    .contains("assumed-role/", "/kiln-" + state + " is not authorized to perform: " + action + " on")
                    .contains("because no identity-based policy allows the " + action + " action")
                    .contains("Mend the role's policy, then redrive.");
            assertThat(lab.lastEntered(id)).isEqualTo(state);
        }
    }

    private static final String WITH_A_FILE = AccountLab.SMALL.replace(
            "- {name: one, powershell: \"Write-Output 'one'\"}", "- {name: one, script: one.ps1}");

    @Test
    void file_thatIsNotThere_isMissingForWhoMayListTheBucketAndForbiddenForOthers() {
        var templates = new ChangedTemplates()
                .withoutStatement(
                        "FunctionsPrepareRoleDefaultPolicy",
                        s -> s.path("Sid").asText().equals("ListRecipes"));
        try (var may = lab(new ChangedTemplates());
                var mayNot = lab(templates)) {
            assertThat(endOf(may, WITH_A_FILE)).isEqualTo("dev.kiln.error.InvalidRecipe");
            assertThat(endOf(mayNot, WITH_A_FILE)).isEqualTo("dev.kiln.error.AccessRefused");
        }
    }

    @Test
    void parameter_ofKilnsOwn_mayBeAskedForAndIsNotThere() {
        try (var lab = lab(new ChangedTemplates())) {
            assertThat(endOf(lab, AccountLab.SMALL.replaceFirst("ssm: [^}]*", "ssm: /kiln/parent")))
                    .isEqualTo("dev.kiln.error.ParentUnavailable");
        }
    }

    private static String endOf(AccountLab lab, String recipe) {
        String id = lab.upload(recipe);
        lab.runToItsEnd(id);
        return lab.execution(id).error();
    }

    @Test
    void task_thatTheMachineMayNotInvoke_failsAsStepFunctionsSays() {
        var templates = new ChangedTemplates()
                .withoutStatement("StateMachineRoleDefaultPolicy", s -> isAbout(s, "FunctionsStopBuilderLive"));
        try (var lab = lab(templates)) {
            String id = lab.upload(AccountLab.SMALL);
            lab.runToItsEnd(id);

            assertThat(lab.lastEntered(id)).isEqualTo("StopBuilder");
            assertThat(lab.execution(id).error()).isEqualTo("Lambda.AWSLambdaException");
            assertThat(lab.execution(id).cause())
                    .contains("is not authorized to perform: lambda:InvokeFunction on resource:"
                            + " arn:aws:lambda:us-east-1:123456789012:function:kiln-StopBuilder:live because");
        }
    }

    private static boolean isAbout(JsonNode statement, String id) {
        return statement.path("Resource").path("Ref").asText().startsWith(id);
    }

    @Test
    void rule_thatMayNotInvokeItsFunction_sendsTheEventToItsDeadLetters() {
        var templates = new ChangedTemplates().without("AWS::Lambda::Permission", "Rulesrecipeuploaded");
        try (var lab = lab(templates)) {
            lab.upload(AccountLab.SMALL);
            lab.account.runUntilQuiet();

            assertThat(lab.account
                            .states()
                            .listExecutions(r -> r.stateMachineArn(
                                    lab.account.deployment().machine().arn()))
                            .executions())
                    .isEmpty();
            assertThat(lab.account.queues().messages(EVENTS))
                    .extracting(Message::attributes)
                    .allSatisfy(attributes -> assertThat(attributes)
                            .containsEntry("ERROR_CODE", "NO_PERMISSIONS")
                            .containsEntry(
                                    "RULE_ARN", "arn:aws:events:us-east-1:123456789012:rule/kiln-recipe-uploaded"))
                    .extracting(attributes -> attributes.get("TARGET_ARN"))
                    .containsExactlyInAnyOrder(
                            lab.account.deployment().function("StartBuild").arn(),
                            lab.account.deployment().function("ScheduleRecipe").arn());
        }
    }

    @Test
    void deadLetters_whoseQueueLetsNoRuleIn_areLost() {
        var templates = new ChangedTemplates()
                .without("AWS::Lambda::Permission", "Rulesrecipeuploaded")
                .withoutStatement("DeadLettersEventsPolicy", s -> s.toString().contains("Rulesrecipeuploaded"));
        try (var lab = lab(templates)) {
            lab.upload(AccountLab.SMALL);
            lab.account.runUntilQuiet();

            assertThat(lab.account.queues().messages(EVENTS)).isEmpty();
        }
    }

    @Test
    void schedule_whoseRoleMayNotInvoke_leavesADeadLetter() {
        var templates = new ChangedTemplates()
                .withoutStatement("SchedulesSweepRoleDefaultPolicy", s -> isAbout(s, "FunctionsSweepLive"));
        try (var lab = lab(templates)) {
            lab.bake(AccountLab.SMALL);

            assertThat(lab.account.lambda().invocations()).doesNotContainKey("kiln-Sweep");
            assertThat(lab.account.queues().messages(SCHEDULES))
                    .isNotEmpty()
                    .allSatisfy(message -> assertThat(message.attributes())
                            .containsEntry("ERROR_CODE", "AccessDeniedException")
                            .containsEntry(
                                    "SCHEDULE_ARN", "arn:aws:scheduler:us-east-1:123456789012:schedule/kiln/sweep"));
        }
    }

    @Test
    void rebuild_whoseRoleMayNotInvoke_leavesADeadLetter() {
        var templates = new ChangedTemplates()
                .withoutStatement("SchedulesRoleDefaultPolicy", s -> isAbout(s, "FunctionsStartScheduledBuildsLive"));
        try (var lab = lab(templates)) {
            lab.account.timeline().runTo(Instant.parse("2026-12-01T07:00:00Z"));

            assertThat(lab.account.queues().messages(SCHEDULES))
                    .singleElement()
                    .satisfies(message -> assertThat(message.body()).contains("2026-12-01T06:00:00Z"));
        }
    }

    @Test
    void function_thatMayNotReadARecipe_hasItsEventInTheQueueOfFailedOnes() {
        var templates = new ChangedTemplates()
                .withoutStatement(
                        "FunctionsStartBuildRoleDefaultPolicy",
                        s -> s.path("Sid").asText().equals("Recipe"));
        try (var lab = lab(templates)) {
            lab.upload(AccountLab.SMALL);
            lab.account.runUntilQuiet();

            assertThat(lab.account.queues().messages("arn:aws:sqs:us-east-1:123456789012:kiln-failed-invocations"))
                    .singleElement()
                    .satisfies(message -> assertThat(message.body())
                            .contains(
                                    "\"condition\":\"RetriesExhausted\"",
                                    "\"approximateInvokeCount\":3",
                                    "kiln-StartBuild:live"));
        }
    }
}
