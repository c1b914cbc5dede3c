package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.guest.GuestScript;
import dev.kiln.local.ssm.SsmLab;
import dev.kiln.recipe.Answers;
import dev.kiln.recipe.Seal;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static dev.kiln.local.ssm.SsmLab.result;
import static org.assertj.core.api.Assertions.assertThat;

class SealMachineTest {
    private final SsmLab lab = new SsmLab();

    private void expect(String yaml) {
        lab.nodes.expect("iis", Expectations.read(yaml));
    }

    private WindowsDisk disk(String id) {
        return lab.machine(id).disk();
    }

    private static List<String> reasons(JsonNode result) {
        assertThat(result.path("outcome").asText()).isEqualTo("refused");
        return result.path("reasons").valueStream().map(JsonNode::asText).toList();
    }

    @Test
    void readyMachine_isGeneralizedAndStaysReachable() {
        String id = lab.online();
        var ended = lab.seal(id);
        var sealed = disk(id);

        assertThat(result(ended).path("outcome").asText()).isEqualTo("sealed");
        assertThat(result(ended).path("already").asBoolean()).isFalse();
        assertThat(result(ended).path("setupErrors").isEmpty()).isTrue();
        assertThat(sealed.generalized()).isTrue();
        assertThat(sealed.firstBootPending()).isTrue();
        assertThat(sealed.file(DiskPaths.DENY_RDP)).contains("1");
        assertThat(sealed.files()).doesNotContainKey(DiskPaths.RUN_ONCE);
        assertThat(lab.information(id).orElseThrow().pingStatusAsString()).isEqualTo("Online");
    }

    @Test
    void facts_sayWhatTheMachineIs() {
        expect("steps: {iis: {installs: [Web-Server, Telnet-Client]}}");
        String id = lab.online();
        lab.step(id, "iis", "run-1");
        var facts = result(lab.seal(id)).path("facts");

        assertThat(facts.path("agent").asText()).isEqualTo("EC2Launch v2");
        assertThat(facts.path("agentVersion").asText()).isEqualTo("2.4.0");
        assertThat(facts.path("os").asText()).isEqualTo("Microsoft Windows Server 2022 Datacenter");
        assertThat(facts.path("osVersion").asText()).isEqualTo("10.0.20348.5775");
        assertThat(facts.path("computerName").asText()).isEqualTo(disk(id).computerName());
        assertThat(facts.path("features").toString()).isEqualTo("[\"Telnet-Client\",\"Web-Server\"]");
        assertThat(facts.path("updates").toString()).contains("KB5098201");
    }

    @Test
    void sealedMachine_answersThatItIsSealedAlready() {
        String id = lab.online();
        var first = result(lab.seal(id));
        var again = result(lab.seal(id));

        assertThat(again.path("outcome").asText()).isEqualTo("sealed");
        assertThat(again.path("already").asBoolean()).isTrue();
        // Read anew, of a machine whose activation Sysprep has taken.
        assertThat(again.path("facts")).isEqualTo(((ObjectNode) first.path("facts")).put("activated", false));
        assertThat(disk(id).sysprepCount()).isEqualTo(2);
    }

    @Test
    void randomPassword_isSetForTheNextFirstBoot() {
        var fixedPassword = SsmLab.server2022()
                .change()
                .file(DiskPaths.AGENT_CONFIG, AgentConfig.AS_SHIPPED.replace("type: random", "type: doNothing"))
                .done();
        String id = lab.online(fixedPassword);
        lab.seal(id);

        var config = AgentConfig.on(disk(id));
        assertThat(config.passwordType()).contains("random");
        assertThat(config.activates()).isTrue();
        assertThat(config.startsSsm()).isTrue();
    }

    @Test
    void whatSpeaksAgainstSealing_isRefusedWithAllReasons() {
        expect("steps: {mess: {profiles: [bob], userAppx: [Microsoft.Winget.Source_1.2]}}");
        String id = lab.online();
        lab.step(id, "mess", "run-1");
        var ended = lab.seal(id);

        assertThat(ended.statusAsString()).isEqualTo("Failed");
        assertThat(reasons(result(ended)))
                .containsExactly(
                        "the user profile C:\\Users\\bob would be part of the image; remove it with its user, or write otherUsers: remove",
                        "the package Microsoft.Winget.Source_1.2 is installed for a user only; remove it with"
                                + " Remove-AppxPackage -AllUsers");
        assertThat(disk(id).complete()).isTrue();
    }

    @Test
    void pendingRestart_isDoneBeforeTheSeal() {
        String id = lab.online(SsmLab.server2022());
        lab.machine(id)
                .change(disk(id).change()
                        .pendingReboot(true)
                        .file(DiskPaths.WINDOWS_UPDATE_RESTART, "1")
                        .file(DiskPaths.PENDING_RENAMES, "C:\\a.dll")
                        .done());
        var ended = lab.seal(id);

        assertThat(result(ended).path("outcome").asText()).isEqualTo("sealed");
        assertThat(PendingRestart.of(disk(id))).isEmpty();
    }

    @Test
    void restartThatIsPendingForEver_isRefusedAfterThreeOfThem() {
        String id = lab.online(SsmLab.server2022()
                .change()
                .file(DiskPaths.RENAMES_AT_EACH_START, "C:\\a.dll")
                .done());

        assertThat(reasons(result(lab.seal(id))))
                .containsExactly(
                        "a restart is pending for files to be replaced (C:\\a.dll), also after 3 restarts; find what asks for it at each start");
        assertThat(disk(id).complete()).isTrue();
    }

    @Test
    void machineThatIsNotFitAnyway_isNotRestarted() {
        expect("steps: {mess: {profiles: [bob], pendingReboot: true}}");
        String id = lab.online();
        lab.step(id, "mess", "run-1");
        lab.seal(id);

        assertThat(disk(id).pendingReboot()).isTrue();
    }

    @Test
    void server2019_isSealedByItsOwnAgent_andItsChildSetsItselfUp() {
        String id =
                lab.online(SsmLab.image("Windows_Server-2019-English-Full-Base").disk());
        assertThat(LaunchConfig.on(disk(id)).passwordType()).isEqualTo("DoNothing");

        assertThat(result(lab.seal(id)).path("outcome").asText()).isEqualTo("sealed");
        assertThat(LaunchConfig.on(disk(id)).passwordType()).isEqualTo("Random");
        String child = lab.online(disk(id));

        assertThat(AdministratorAccount.randomOf(disk(child), child)).isTrue();
        assertThat(disk(child).file(DiskPaths.USER_DATA)).contains(child);
        assertThat(result(lab.checkBoot(child, List.of())).path("outcome").asText())
                .isEqualTo("passed");
    }

    @Test
    void settingsThatKilnDoesNotKnow_areKept() {
        var unknown = SsmLab.image("Windows_Server-2019-English-Full-Base")
                .disk()
                .change()
                .file(DiskPaths.LAUNCH_CONFIG, LaunchConfig.AS_SHIPPED.replace("{", "{\"future\":[1],"))
                .done();
        String id = lab.online(unknown);
        lab.seal(id);

        assertThat(disk(id).files().get(DiskPaths.LAUNCH_CONFIG)).contains("\"future\":[1]");
    }

    @Test
    void answerWithoutAPlaceForIt_isRefusedAndThePasswordIsNotInTheSettings() {
        expect("seal: {password: Tr0ub4dor-2026}");
        var shipped = SsmLab.image("Windows_Server-2019-English-Full-Base").disk();
        String text = shipped.file(DiskPaths.FIRST_ANSWERS).orElseThrow();
        String id = lab.online(shipped.change()
                .file(DiskPaths.FIRST_ANSWERS, text.replace("Microsoft-Windows-Shell-Setup", "Another"))
                .done());
        var before = disk(id).file(DiskPaths.LAUNCH_CONFIG);
        var none = Optional.<String>empty();
        var how = new Seal(
                Seal.Method.SYSPREP,
                Seal.AdministratorPassword.SPECIFY,
                Optional.of("secretsManager:kiln/machines/a"),
                Seal.ImageOf.STOPPED,
                new Answers(none, none, none, Optional.of("Somebody"), none, none, List.of(), List.of()));

        assertThat(reasons(result(lab.seal(id, how))))
                .containsExactly(
                        "the answer file has no component Microsoft-Windows-Shell-Setup in the pass oobeSystem");
        assertThat(disk(id).file(DiskPaths.LAUNCH_CONFIG)).isEqualTo(before);
    }

    @Test
    void domainMember_isRefused() {
        String id = lab.online(SsmLab.server2022()
                .change()
                .file(DiskPaths.DOMAIN, "corp.example")
                .done());

        assertThat(reasons(result(lab.seal(id))))
                .containsExactly(
                        "the machine is in a domain, and Sysprep would take it out; leave the domain in a step (Remove-Computer), and restart");
    }

    @Test
    void usedUpInstallation_isRefused() {
        String id = lab.online(SsmLab.server2022().change().sysprepCount(1001).done());

        assertThat(reasons(result(lab.seal(id))))
                .singleElement()
                .asString()
                .startsWith("Windows can be generalized no more");
    }

    @Test
    void failedSysprep_leavesTheMachineHalfDoneForGood() {
        expect("seal: {fails: package X was installed for a user}");
        String id = lab.online();
        var ended = lab.seal(id);
        expect("{}");
        var again = result(lab.seal(id));

        assertThat(ended.statusAsString()).isEqualTo("Failed");
        assertThat(result(ended).path("outcome").asText()).isEqualTo("failed");
        assertThat(result(ended).path("imageState").asText()).isEqualTo(WindowsDisk.UNDEPLOYABLE);
        assertThat(result(ended).path("setupErrors").toString())
                .isEqualTo("[\"Error SYSPRP package X was installed for a user\"]");
        assertThat(again.path("reason").asText())
                .isEqualTo("an earlier Sysprep did not come to its end and cannot be repaired; start a new build");
        assertThat(disk(id).imageState()).isEqualTo(WindowsDisk.UNDEPLOYABLE);
    }

    @Test
    void sysprep_goesOnWhenTheCommandIsEnded_andTheNextSealWaitsForIt() {
        String id = lab.online();
        var seal = SsmLab.sealArguments();
        String commandId = lab.send(
                id,
                GuestScript.SEAL,
                seal,
                r -> r.parameters(
                        Map.of("commands", GuestScript.SEAL.command(seal), "executionTimeout", List.of("60"))));
        var cutOff = lab.await(id, commandId);
        var next = result(lab.seal(id));

        assertThat(cutOff.statusDetails()).isEqualTo("ExecutionTimedOut");
        assertThat(next.path("outcome").asText()).isEqualTo("sealed");
        assertThat(disk(id).sysprepCount()).isEqualTo(2);
    }

    @Test
    void machineThatLosesPowerWhileItIsGeneralized_neverComesBack() {
        String id = lab.online();
        lab.send(id, GuestScript.SEAL, SsmLab.sealArguments());
        lab.run(Duration.ofSeconds(60));
        lab.machine(id).cutPower();
        lab.machine(id).powerOn();
        lab.run(Duration.ofHours(5));

        assertThat(disk(id).imageState()).isEqualTo(WindowsDisk.UNDEPLOYABLE);
        assertThat(lab.information(id).orElseThrow().pingStatusAsString()).isEqualTo("ConnectionLost");
    }

    @Test
    void twoSealsAtOnce_takeTurns() {
        String id = lab.online();
        var seal = SsmLab.sealArguments();
        String one = lab.send(id, GuestScript.SEAL, seal);
        String other = lab.send(id, GuestScript.SEAL, seal);

        assertThat(List.of(one, other))
                .extracting(commandId ->
                        result(lab.await(id, commandId)).path("already").asBoolean())
                .containsExactlyInAnyOrder(false, true);
    }
}
