package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.guest.PackedText;
import dev.kiln.local.ssm.SsmLab;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static dev.kiln.local.ssm.SsmLab.result;
import static org.assertj.core.api.Assertions.assertThat;

class CheckBootTest {
    private static final List<Map<String, ?>> CHECKS =
            List.of(Map.of("name", "answers", "script", "Test-It", "timeoutSeconds", 60));

    private final SsmLab lab = new SsmLab();
    private final String id = lab.online();

    private void expect(String yaml) {
        lab.nodes.expect("iis", Expectations.read(yaml));
    }

    private static List<String> reasons(JsonNode result) {
        assertThat(result.path("outcome").asText()).isEqualTo("failed");
        return result.path("reasons").valueStream().map(JsonNode::asText).toList();
    }

    @Test
    void wholeMachine_passesWithItsFacts() {
        var ended = lab.checkBoot(id, CHECKS);
        var facts = result(ended).path("facts");
        var disk = lab.machine(id).disk();

        assertThat(ended.statusAsString()).isEqualTo("Success");
        assertThat(result(ended).path("outcome").asText()).isEqualTo("passed");
        assertThat(facts.path("imageState").asText()).isEqualTo("IMAGE_STATE_COMPLETE");
        assertThat(facts.path("computerName").asText()).isEqualTo(disk.computerName());
        assertThat(facts.path("activated").asBoolean()).isTrue();
        assertThat(facts.path("setupErrors").isEmpty()).isTrue();
    }

    @Test
    void checks_areToldByNameWithExitCodeAndSeconds() {
        expect("verify: {answers: {takes: 7s}}");
        var checks = result(lab.checkBoot(id, CHECKS)).path("checks");

        assertThat(checks).isEqualTo(SsmLab.json("[{'name':'answers','exitCode':0,'seconds':7}]"));
    }

    @Test
    void failedCheck_isAReason() {
        expect("verify: {answers: {exitCode: 1, stderr: no answer on port 80}}");
        var ended = lab.checkBoot(id, CHECKS);

        assertThat(ended.statusAsString()).isEqualTo("Failed");
        assertThat(reasons(result(ended))).containsExactly("the check 'answers' exited with 1");
        assertThat(ended.standardOutputContent()).contains("| no answer on port 80");
    }

    @Test
    void failedCheck_bringsTheEndsOfTheLogsOfSetupAndTheAgent() {
        expect("verify: {answers: {exitCode: 1}}");
        lab.machine(id)
                .change(lab.machine(id)
                        .disk()
                        .change()
                        .line(DiskPaths.AGENT_LOG, "Info: Setting administrator password")
                        .line(DiskPaths.SETUP_ERRORS, "Error [SYSPRP] something of Setup")
                        .done());

        assertThat(PackedText.unpack(
                        result(lab.checkBoot(id, CHECKS)).path("setupLogs").asText()))
                .hasValueSatisfying(logs -> assertThat(logs)
                        .contains("== " + DiskPaths.AGENT_LOG, "Info: Setting administrator password")
                        .contains("== " + DiskPaths.SETUP_ERRORS, "Error [SYSPRP] something of Setup"));
    }

    @Test
    void checkThatHangs_isEndedAfterItsTimeout() {
        expect("verify: {answers: {hangs: true}}");

        assertThat(reasons(result(lab.checkBoot(id, CHECKS))))
                .containsExactly("the check 'answers' ran longer than its 60 seconds");
    }

    @Test
    void machineWhoseSetupIsNotComplete_isAReason() {
        lab.seal(id);

        assertThat(reasons(result(lab.checkBoot(id, List.of()))))
                .containsExactly(
                        "Windows Setup is in IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE, not in IMAGE_STATE_COMPLETE");
    }
}
