package dev.kiln.cli;

import dev.kiln.json.PipelineJson;
import dev.kiln.local.windows.Expectations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.paginators.GetExecutionHistoryIterable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** A build in a deployment: what whoever started it reads, from the upload to the end. */
class StackBuildTest {
    @TempDir
    private Path folder;

    @Test
    void build_inADeployment_tellsItsStatesAndEndsWithTheImage() {
        try (var lab = new StackLab()) {
            var run = lab.run("build", "--stack", "kiln", recipe());

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(states(run))
                    .containsExactly(
                            "Prepare",
                            "LaunchBuilder",
                            "RunStep one",
                            "RunStep two",
                            "SealBuilder",
                            "StopBuilder",
                            "CreateImage",
                            "TagImage",
                            "RetireBuilder",
                            "VerifyImage");
            assertThat(run.out())
                    .contains("      time      took  state\n")
                    .containsPattern("Image ami-[0-9a-f]{17} is available \\(built, 0:\\d\\d:\\d\\d\\)\n")
                    .containsPattern("  build     kiln show small-[0-9a-f]{16} --stack kiln\n");
        }
    }

    @Test
    void build_stepFails_endsWithWhatToDoAndHowToRedrive() {
        try (var lab = new StackLab()) {
            lab.account().nodes().expect("small", Expectations.read("steps:\n  two:\n    exitCode: 5\n"));

            var run = lab.run("build", "--stack", "kiln", recipe());

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err())
                    .containsPattern("Build small-[0-9a-f]{16} FAILED after 0:\\d\\d:\\d\\d: StepFailed\n")
                    .contains("Step 2 of 2, two (powershell), failed")
                    .containsPattern("  kiln explain small-[0-9a-f]{16} --stack kiln\n")
                    .containsPattern("  kiln redrive small-[0-9a-f]{16} --stack kiln\n")
                    .containsPattern("  kiln show small-[0-9a-f]{16} --stack kiln\n");
        }
    }

    @Test
    void build_asJson_hasSecondsInsteadOfVirtualSeconds() {
        try (var lab = new StackLab()) {
            var run = lab.run("build", "--stack", "kiln", "--json", recipe());

            var end = PipelineJson.tree(run.lines().getLast());
            assertThat(end.path("seconds").asDouble()).isPositive();
            assertThat(run.out()).doesNotContain("virtualSeconds");
        }
    }

    @Test
    void build_whoeverWaitsStops_theBuildRunsOnAndTheScreenSaysSo() {
        try (var lab = new StackLab()) {
            lab.patience(Duration.ofMinutes(3));

            var run = lab.run("build", "--stack", "kiln", recipe());

            assertThat(run.err())
                    .containsPattern("Build small-[0-9a-f]{16} runs on in AWS")
                    .contains("aws stepfunctions stop-execution --execution-arn ");
            lab.account().runUntilQuiet();
            assertThat(lab.account().records().builds().newest(1))
                    .singleElement()
                    .satisfies(build -> assertThat(build.status()).isEqualTo("SUCCEEDED"));
        }
    }

    @Test
    void build_executionNeverAppears_saysWhereItsEventCanBeLost() {
        try (var lab = new StackLab()) {
            lab.states(sfn -> new Answering(sfn, () -> {
                throw ExecutionDoesNotExistException.builder().message("none").build();
            }));

            var run = lab.run("build", "--stack", "kiln", recipe());

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err())
                    .contains("has not begun within 2 min.")
                    .contains("get-bucket-notification-configuration --bucket kiln-recipes-")
                    .contains("describe-rule --name kiln-recipe-uploaded")
                    .contains("dead-letter queue");
        }
    }

    @Test
    void build_looksAreThrottledForAWhile_isFollowedToItsEnd() {
        try (var lab = new StackLab()) {
            var looks = new int[1];
            lab.states(sfn -> new Answering(sfn, () -> {
                if (looks[0]++ % 3 != 0) {
                    throw refusal("ThrottlingException");
                }
            }));

            assertThat(lab.run("build", "--stack", "kiln", recipe()).code()).isZero();
        }
    }

    @Test
    void build_mayNotLook_endsAtOnceAndSaysThatTheBuildRunsOn() {
        try (var lab = new StackLab()) {
            lab.states(sfn -> new Answering(sfn, () -> {
                throw refusal("AccessDeniedException");
            }));

            var run = lab.run("build", "--stack", "kiln", recipe());

            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("The build runs on, but it cannot be looked at");
        }
    }

    @Test
    void build_noSuchDeployment_isRefusedBeforeAnythingIsUploaded() {
        try (var lab = new StackLab()) {
            var run = lab.run("build", "--stack", "other", recipe());

            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("There is no stack other-pipeline in this account and region.");
            assertThat(lab.account().calls()).doesNotContainKey("s3:PutObject");
        }
    }

    @Test
    void build_deploymentThatWasRolledBack_isRefused() {
        try (var lab = new StackLab()) {
            lab.stacks().with("broken-pipeline", "ROLLBACK_COMPLETE", StackLab.outputs());

            assertThat(lab.run("build", "--stack", "broken", recipe()).err()).contains("is ROLLBACK_COMPLETE");
        }
    }

    @Test
    void build_deploymentWithoutTheOutputs_isRefused() {
        try (var lab = new StackLab()) {
            lab.stacks().with("old-pipeline", "UPDATE_COMPLETE", new TreeMap<>());

            assertThat(lab.run("build", "--stack", "old", recipe()).err())
                    .contains("has no output ")
                    .contains("Deploy it again: kiln deploy");
        }
    }

    @Test
    void plan_inADeployment_isResolvedThere() {
        try (var lab = new StackLab()) {
            var run = lab.run("plan", "--stack", "kiln", recipe());

            assertThat(run.out()).containsPattern("  parent   ami-[0-9a-f]{17}\n");
            assertThat(lab.account().calls()).containsEntry("ssm:GetParameter", 1);
        }
    }

    @Test
    void profileWithoutStack_isRefused() {
        var run = CommandLab.run("builds", "--profile", "production");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("go with --stack NAME");
    }

    @Test
    void records_ofADeployment_areReadFromItsTables() {
        try (var lab = new StackLab()) {
            lab.run("build", "--stack", "kiln", recipe());

            var builds = lab.run("builds", "--stack", "kiln");
            String buildId = CommandLab.word(builds, "small-");

            assertThat(lab.run("show", "--stack", "kiln", buildId).out()).contains(buildId + "  SUCCEEDED, built");
            assertThat(lab.run("lineage", "--stack", "kiln", "small").out()).contains("build " + buildId);
        }
    }

    private String recipe() {
        return new CommandLab(folder).recipe(CommandLab.SMALL);
    }

    private static List<String> states(CommandLab.Run run) {
        return run.lines().stream()
                .filter(line -> line.matches(" +\\d+:\\d\\d:\\d\\d +\\d+:\\d\\d:\\d\\d  .*"))
                .map(line -> line.replaceFirst(" +\\S+ +\\S+  ", ""))
                .toList();
    }

    private static SfnException refusal(String code) {
        return (SfnException) SfnException.builder()
                .message(code)
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("no")
                        .build())
                .build();
    }

    /** Step Functions that does something before it answers for an execution. */
    private record Answering(SfnClient sfn, Runnable before) implements SfnClient {
        @Override
        public DescribeExecutionResponse describeExecution(DescribeExecutionRequest request) {
            before.run();
            return sfn.describeExecution(request);
        }

        @Override
        public GetExecutionHistoryIterable getExecutionHistoryPaginator(GetExecutionHistoryRequest request) {
            return sfn.getExecutionHistoryPaginator(request);
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
