package dev.kiln.local.windows;

import dev.kiln.guest.GuestScript;
import dev.kiln.local.ssm.SsmLab;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import static dev.kiln.local.ssm.SsmLab.arguments;
import static dev.kiln.local.ssm.SsmLab.json;
import static dev.kiln.local.ssm.SsmLab.result;
import static org.assertj.core.api.Assertions.assertThat;

class InvokeStepTest {
    private final SsmLab lab = new SsmLab();
    private final String id = lab.online();

    private void expect(String yaml) {
        lab.nodes.expect("iis", Expectations.read(yaml));
    }

    private WindowsDisk disk() {
        return lab.machine(id).disk();
    }

    @Test
    void scriptAboutWhichNothingIsSaid_succeedsAfterAWhile() {
        var ended = lab.step(id, "iis", "run-1");

        assertThat(ended.statusAsString()).isEqualTo("Success");
        assertThat(result(ended).path("outcome").asText()).isEqualTo("done");
        assertThat(result(ended).path("exitCode").asInt()).isZero();
        assertThat(result(ended).path("seconds").asInt()).isBetween(20, 90);
        assertThat(ended.standardOutputContent())
                .startsWith("The end of the output:\n| A local account does not run the script of iis");
    }

    @Test
    void script_takesAsLongAsIsSaidAndLeavesWhatIsSaid() {
        expect("steps: {iis: {takes: 3m, output: Success Restart Needed, installs: [Web-Server]}}");
        var ended = lab.step(id, "iis", "run-1");

        assertThat(result(ended)).isEqualTo(json("{'outcome':'done','exitCode':0,'reboots':0,'seconds':180}"));
        assertThat(ended.standardOutputContent()).contains("| Success Restart Needed\n");
        assertThat(disk().features()).containsExactly("Web-Server");
    }

    @Test
    void scriptThatFails_isFailedWithTheTailOfItsErrors() {
        expect("steps: {app: {takes: 3s, exitCode: 5, stderr: msiexec failed 1603, installs: [Web-Server]}}");
        var ended = lab.step(id, "app", "run-1");

        assertThat(ended.statusAsString()).isEqualTo("Failed");
        assertThat(ended.responseCode()).isEqualTo(1);
        assertThat(result(ended))
                .isEqualTo(json("{'outcome':'failed','exitCode':5,'reboots':0,'seconds':3,"
                        + "'reason':'the script exited with 5, which is not one of 0'}"));
        assertThat(ended.standardOutputContent()).contains("The end of the error output:\n| msiexec failed 1603\n");
        assertThat(disk().features()).isEmpty();
    }

    @Test
    void scriptThatFailsTwice_succeedsInItsThirdRun() {
        expect("steps: {app: {exitCode: 1, times: 2}}");

        assertThat(List.of("run-1", "run-2", "run-3"))
                .extracting(run -> lab.step(id, "app", run).statusAsString())
                .containsExactly("Failed", "Failed", "Success");
    }

    @Test
    void runThatHasFinished_answersTheSameAgainAndDoesNothing() {
        expect("steps: {app: {takes: 1h, exitCode: 1}}");
        var first = lab.step(id, "app", "run-1");
        expect("steps: {}");
        var before = lab.timeline.instant();
        var again = lab.step(id, "app", "run-1");

        assertThat(result(again)).isEqualTo(result(first));
        assertThat(again.statusAsString()).isEqualTo("Failed");
        assertThat(Duration.between(before, lab.timeline.instant())).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void exit3010_restartsOnceAndDoesNotRunTheScriptAgain() {
        expect("steps: {agent: {takes: 10s, exitCode: 3010, output: hello}}");
        var ended = lab.step(id, "agent", "run-1");

        assertThat(result(ended)).isEqualTo(json("{'outcome':'done','exitCode':3010,'reboots':1,'seconds':10}"));
        assertThat(ended.standardOutputContent()).contains("| hello");
        assertThat(lab.poweredOff).isEmpty();
        assertThat(lab.information(id).orElseThrow().lastPingDateTime())
                .isAfter(lab.events.getFirst().at());
    }

    @Test
    void exit1641_isTakenLike3010() {
        expect("steps: {agent: {exitCode: 1641}}");

        assertThat(result(lab.step(id, "agent", "run-1")).path("reboots").asInt())
                .isEqualTo(1);
    }

    @Test
    void machineThatGoesDownUnderAScript_failsTheRunWhenItIsBack() {
        expect("steps: {app: {takes: 1h}}");
        String commandId = lab.send(
                id, GuestScript.INVOKE_STEP, arguments("app", "run-1", Map.of("script", Map.of("inline", "x"))));
        lab.run(Duration.ofMinutes(1));
        lab.machine(id).cutPower();
        lab.machine(id).powerOn();
        var ended = lab.await(id, commandId);

        assertThat(result(ended).path("reason").asText()).startsWith("the script was cut off before it ended");
        assertThat(ended.statusAsString()).isEqualTo("Failed");
    }

    @Test
    void files_areOnTheDiskAtTheirDestination() {
        var file = Map.of("bucket", "b", "key", "k", "versionId", "v", "sha256", "ab", "destination", "C:\\t\\app.msi");
        lab.invoke(id, GuestScript.INVOKE_STEP, arguments("app", "run-1", Map.of("files", List.of(file))));

        assertThat(disk().file("C:\\t\\app.msi")).contains("sha256 ab");
    }

    @Test
    void scriptThatIsGoneFromTheBucket_failsTheRunAndIsNamed() {
        lab.nodes.files((bucket, key, versionId) -> !key.equals("recipes/r/app.ps1"));
        var script = Map.of("bucket", "b", "key", "recipes/r/app.ps1", "versionId", "v", "sha256", "ab");
        var ended = lab.invoke(id, GuestScript.INVOKE_STEP, arguments("app", "run-1", Map.of("script", script)));

        assertThat(result(ended).path("reason").asText())
                .startsWith("s3://b/recipes/r/app.ps1 could not be brought to the machine");
        assertThat(ended.statusAsString()).isEqualTo("Failed");
    }

    @Test
    void fileWithoutAnAbsoluteDestination_isRefused() {
        var file = Map.of("sha256", "ab", "destination", "app.msi");
        var ended = lab.invoke(id, GuestScript.INVOKE_STEP, arguments("app", "run-1", Map.of("files", List.of(file))));

        assertThat(result(ended).path("reason").asText())
                .isEqualTo("the destination 'app.msi' is not an absolute path");
    }

    @Test
    void otherSuccessCodes_countAsSuccess() {
        expect("steps: {app: {exitCode: 7}}");
        var ended =
                lab.invoke(id, GuestScript.INVOKE_STEP, arguments("app", "run-1", Map.of("exitCodes", List.of(0, 7))));

        assertThat(result(ended).path("outcome").asText()).isEqualTo("done");
    }
}
