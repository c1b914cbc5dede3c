package dev.kiln.cli;

import dev.kiln.json.PipelineJson;
import dev.kiln.ledger.Resource;
import dev.kiln.local.windows.Expectations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;
import software.amazon.awssdk.services.sfn.model.RedriveExecutionRequest;
import software.amazon.awssdk.services.sfn.model.RedriveExecutionResponse;
import software.amazon.awssdk.services.sfn.paginators.GetExecutionHistoryIterable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** An operator and a build in a deployment whose second step has failed. */
class StackRedriveTest {
    @TempDir
    private Path folder;

    private StackLab lab;
    private String buildId;

    @BeforeEach
    void fail() {
        lab = new StackLab();
        expect("steps: {two: {exitCode: 5}}");
        String recipe = new CommandLab(folder).recipe(CommandLab.SMALL);
        assertThat(lab.run("build", "--stack", "kiln", recipe).code()).isEqualTo(1);
        buildId = lab.account().records().builds().newest(1).getFirst().buildId();
        pass(Duration.ofMinutes(5));
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void explain_failedBuild_printsItsCardAndHowItStandsNow() {
        pass(Duration.ofDays(1));

        var run = operator("explain");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("Build: " + buildId + " of small\n")
                .contains("in RunStep, step two\n", "Class: recipe\n")
                .contains("with 1 of its 2 steps done")
                .containsPattern("  build     FAILED, at 2026-11-25T\\S+Z\n")
                .containsPattern(
                        "  redrive   12 days left, until 2026-12-09T\\S+Z: kiln redrive " + buildId + " --stack kiln\n")
                .containsPattern("  lease     47 h left, until 2026-11-28T\\S+Z; its machines are stopped\n");
    }

    @Test
    void explain_leaseOver_saysWhatARedriveWouldDoNow() {
        pass(Duration.ofDays(4));

        assertThat(operator("explain").out())
                .contains("A redrive reuses nothing (0 min saved), and does all 2 steps, on a new builder.\n")
                .contains("  lease     none: no machine of it is kept\n");
    }

    @Test
    void explain_afterFourteenDays_saysThatItIsTooLate() {
        pass(Duration.ofDays(15));

        assertThat(operator("explain").out()).contains("no more: the 14 days were over at 2026-12-09T");
    }

    @Test
    void explain_redrivenSince_saysSo() {
        expect("{}");
        operator("redrive");
        // The record follows the events of the execution, which arrive a moment after its end.
        pass(Duration.ofMinutes(1));

        assertThat(operator("explain").out())
                .contains("Class: recipe\n")
                .containsPattern("  build     SUCCEEDED, image ami-[0-9a-f]{17}")
                .contains("  since     redriven 1 time after the end above\n")
                .doesNotContain("  redrive ");
    }

    @Test
    void explain_json_isOneObject() {
        var object = PipelineJson.tree(operator("explain", "--json").out());

        assertThat(object.at("/card/failureClass").asText()).isEqualTo("RECIPE");
        assertThat(object.at("/build/status").asText()).isEqualTo("FAILED");
        assertThat(object.at("/outlookNow/redoes/0").asText()).startsWith("step 2, two");
        assertThat(object.at("/lease/keepRunning").asBoolean()).isFalse();
        assertThat(object.path("daysLeft").asInt()).isEqualTo(13);
    }

    @Test
    void redrive_failedBuild_saysWhatItDoesAndFollowsItFromThereOn() {
        expect("{}");

        var run = operator("redrive");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.lines().getFirst()).matches(buildId + "  FAILED at 2026-11-25T\\S+Z in RunStep: StepFailed");
        assertThat(run.out())
                .containsPattern("A redrive reuses the builder i-[0-9a-f]{17} with 1 of its 2 steps done")
                .containsPattern("It can be redriven until 2026-12-09T\\S+Z \\(13 days left\\)\\.\n")
                .containsPattern("Image ami-[0-9a-f]{17} is available \\(built, 0:\\d\\d:\\d\\d\\)\n");
        assertThat(states(run))
                .containsExactly(
                        "RunStep two",
                        "SealBuilder",
                        "StopBuilder",
                        "CreateImage",
                        "TagImage",
                        "RetireBuilder",
                        "VerifyImage");
        assertThat(lab.account().calls()).containsEntry("ec2:RunInstances", 2);
    }

    @Test
    void redrive_causeNotMended_failsAgainAndCanBeRedrivenAgain() {
        var run = operator("redrive");

        assertThat(run.code()).isEqualTo(1);
        assertThat(states(run)).containsExactly("RunStep two  failed");
        assertThat(run.err()).contains("FAILED after 0:", "StepFailed", "kiln redrive " + buildId + " --stack kiln");

        expect("{}");
        var again = operator("redrive");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(states(again)).startsWith("RunStep two").hasSize(7);
    }

    @Test
    void redrive_json_hasAnObjectForTheRedriveAndTimesFromItOn() {
        expect("{}");
        pass(Duration.ofDays(2));

        var run = operator("redrive", "--json");

        var redrive = PipelineJson.tree(run.lines().getFirst());
        assertThat(redrive.path("event").asText()).isEqualTo("redrive");
        assertThat(redrive.path("redrive").asInt()).isEqualTo(1);
        assertThat(redrive.path("daysLeft").asInt()).isEqualTo(11);
        assertThat(redrive.path("reuses")).hasSize(1);
        var ended = PipelineJson.tree(run.lines().getLast());
        assertThat(ended.path("imageId").asText()).startsWith("ami-");
        assertThat(ended.path("seconds").asDouble())
                .isBetween(60.0, Duration.ofHours(5).toSeconds() + 0.0);
    }

    @Test
    void redrive_dryRun_changesNothing() {
        var run = operator("redrive", "--dry-run");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("A redrive reuses the builder").doesNotContain("state\n");
        assertThat(status()).isEqualTo("FAILED");
    }

    @Test
    void redrive_answersLagBehind_theOldEndIsNotTakenForTheNewOne() {
        expect("{}");
        lab.states(Lagging::new);

        var run = operator("redrive");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(states(run)).startsWith("RunStep two").hasSize(7);
    }

    @Test
    void redrive_leaseOver_doesAllStepsOnANewBuilderAndSaysSoBefore() {
        expect("{}");
        pass(Duration.ofDays(4));

        var run = operator("redrive");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("A redrive reuses nothing (0 min saved), and does all 2 steps, on a new builder.");
        assertThat(states(run)).contains("LaunchBuilder", "RunStep one", "RunStep two", "VerifyImage");
    }

    @Test
    void redrive_succeededBuild_isRefused() {
        expect("{}");
        operator("redrive");

        var run = operator("redrive");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .containsPattern("has succeeded and has the image ami-[0-9a-f]{17}; there is nothing to redrive");
    }

    @Test
    void redrive_buildThatRuns_isRefused() {
        lab.account()
                .states()
                .redriveExecution(r -> r.executionArn(lab.account().executionArn(buildId)));

        var run = operator("redrive");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(buildId + " runs;").contains("kiln show " + buildId + " --stack kiln");
    }

    @Test
    void redrive_afterFourteenDays_isRefusedWithWhatToDo() {
        pass(Duration.ofDays(15));

        var run = operator("redrive");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("it ended as FAILED at 2026-11-25T", "redrives for 14 days after the end")
                .contains("kiln build FILE --stack kiln");
    }

    @Test
    void redrive_anotherOneWasFaster_isRefusedByStepFunctionsAndSaysSo() {
        lab.states(sfn -> new Refusing(sfn, "Execution is RUNNING and cannot be redriven."));

        var run = operator("redrive");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("Step Functions refuses it: Execution is RUNNING and cannot be redriven.");
    }

    @Test
    void redrive_builderTakenOverByAnotherBuild_isRefusedAndNamesIt() {
        var ledger = lab.account().records().ledger();
        Resource builder = ledger.resources(buildId).stream()
                .filter(row -> row.key().startsWith("instance#builder#"))
                .findFirst()
                .orElseThrow();
        ledger.closed(builder, Map.of("adoptedBy", "small-other"));

        var run = operator("redrive");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("The build small-other has taken over the builder", "kiln show small-other --stack kiln");
    }

    @Test
    void redrive_executionForgotten_isRefusedAndSaysWhy() {
        pass(Duration.ofDays(91));

        var run = operator("redrive");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("has no execution of it any more; it keeps one for 90 days");
    }

    @Test
    void redrive_whoeverWaitsStops_theBuildRunsOn() {
        expect("{}");
        lab.patience(Duration.between(StackLab.START, lab.account().timeline().instant())
                .plusMinutes(1));

        var run = operator("redrive");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("Build " + buildId + " runs on in AWS");
        lab.account().runUntilQuiet();
        assertThat(status()).isEqualTo("SUCCEEDED");
    }

    @Test
    void redrive_expectationsInADeployment_areRefused() {
        assertThat(operator("redrive", "--expectations", "expectations.yaml").err())
                .contains("--expectations goes with the local account");
    }

    private void expect(String yaml) {
        lab.account().nodes().expect("small", Expectations.read(yaml));
    }

    private void pass(Duration time) {
        lab.account().timeline().runTo(lab.account().timeline().instant().plus(time));
    }

    private String status() {
        return lab.account().records().builds().of(buildId).orElseThrow().status();
    }

    private CommandLab.Run operator(String command, String... more) {
        var arguments = new ArrayList<>(List.of(command, buildId, "--stack", "kiln"));
        arguments.addAll(List.of(more));
        return lab.run(arguments.toArray(String[]::new));
    }

    private static List<String> states(CommandLab.Run run) {
        return run.lines().stream()
                .filter(line -> line.matches(" +\\d+:\\d\\d:\\d\\d +\\d+:\\d\\d:\\d\\d  .*"))
                .map(line -> line.replaceFirst(" +\\S+ +\\S+  ", ""))
                .toList();
    }

    /** Step Functions whose first descriptions after a redrive still tell the end before it. */
    private static final class Lagging implements SfnClient {
        private static final int LAG = 3;

        private final SfnClient sfn;
        private final List<DescribeExecutionResponse> old = new ArrayList<>();

        Lagging(SfnClient sfn) {
            this.sfn = sfn;
        }

        @Override
        public RedriveExecutionResponse redriveExecution(RedriveExecutionRequest request) {
            var before = sfn.describeExecution(r -> r.executionArn(request.executionArn()));
            for (int i = 0; i < LAG; i++) {
                old.add(before);
            }
            return sfn.redriveExecution(request);
        }

        @Override
        public DescribeExecutionResponse describeExecution(DescribeExecutionRequest request) {
            return old.isEmpty() ? sfn.describeExecution(request) : old.removeFirst();
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

    /** Step Functions that refuses a redrive that it said was possible. */
    private record Refusing(SfnClient sfn, String reason) implements SfnClient {
        @Override
        public RedriveExecutionResponse redriveExecution(RedriveExecutionRequest request) {
            throw ExecutionNotRedrivableException.builder().message(reason).build();
        }

        @Override
        public DescribeExecutionResponse describeExecution(DescribeExecutionRequest request) {
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
