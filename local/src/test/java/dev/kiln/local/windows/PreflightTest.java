package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.guest.GuestScript;
import dev.kiln.local.ssm.SsmLab;
import dev.kiln.recipe.Answers;
import dev.kiln.recipe.Seal;
import dev.kiln.recipe.Tidying;
import dev.kiln.seal.AgentSettings;
import dev.kiln.seal.ImageDrives;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import static dev.kiln.local.ssm.SsmLab.result;
import static org.assertj.core.api.Assertions.assertThat;

/** Each thing that speaks against sealing a machine, and its mend. */
class PreflightTest {
    private static final String V2 = "Windows_Server-2022-English-Full-Base";
    private static final String V1 = "Windows_Server-2019-English-Full-Base";
    private static final Seal REMOVE = new Seal(
            Seal.Method.SYSPREP,
            Seal.AdministratorPassword.RANDOM,
            Optional.empty(),
            Seal.ImageOf.STOPPED,
            Answers.NONE,
            new Tidying(Tidying.OtherUsers.REMOVE, false, false));

    private final SsmLab lab = new SsmLab();

    private String machine(String image, UnaryOperator<DiskChange> state) {
        String id = lab.online(SsmLab.image(image).disk());
        lab.machine(id).change(state.apply(lab.machine(id).disk().change()).done());
        return id;
    }

    private static List<String> reasons(JsonNode result) {
        return result.path("reasons").valueStream().map(JsonNode::asText).toList();
    }

    private List<String> refused(String image, UnaryOperator<DiskChange> state) {
        String id = machine(image, state);
        var reasons = reasons(result(lab.seal(id)));
        assertThat(lab.machine(id).disk().complete()).isTrue();
        return reasons;
    }

    @Test
    void roleThatSysprepDoesNotSupport_isRefused() {
        assertThat(refused(V2, disk -> disk.features(List.of("Web-Server", "DHCP"))))
                .containsExactly(
                        "Sysprep does not support the role DHCP Server (DHCP); install it on the machines of the image instead");
    }

    @Test
    void volumeThatIsFull_isRefused() {
        assertThat(refused(V2, disk -> disk.file(DiskPaths.FREE_MB, "700")))
                .containsExactly(
                        "C: has 700 MB free, and 1024 are needed; delete files, or write a larger image.rootVolume.size");
    }

    @Test
    void installerThatDoesNotEnd_isRefused() {
        assertThat(refused(V2, disk -> disk.file(DiskPaths.BUSY_INSTALLER, "Windows Installer")))
                .containsExactly("Windows Installer is still at work after 10 minutes; wait for its end, then redrive");
    }

    @Test
    void launchAgentThatIsStillAtWork_isRefused() {
        assertThat(refused(V1, disk -> disk.file(DiskPaths.BUSY_AGENT, "")))
                .containsExactly("the launch agent is still at work after 5 minutes; read its log");
    }

    @Test
    void volumeUnderBitLocker_isRefused() {
        assertThat(refused(V2, disk -> disk.file(DiskPaths.BITLOCKER, "C:")))
                .containsExactly("BitLocker is on for C:; decrypt it");
    }

    @Test
    void policyThatForbidsToStorePasswords_isRefusedWhereSysprepRunsByABatchLogon() {
        assertThat(refused(V1, disk -> disk.file(DiskPaths.NO_STORED_PASSWORDS, "1")))
                .singleElement()
                .asString()
                .startsWith("a policy forbids to store passwords, and the task that runs Sysprep has one; set");
    }

    @Test
    void policyThatForbidsToStorePasswords_isNothingToEc2Config() {
        String id = machine("Windows_Server-2012-R2_RTM", disk -> disk.file(DiskPaths.NO_STORED_PASSWORDS, "1"));

        assertThat(result(lab.seal(id)).path("outcome").asText()).isEqualTo("sealed");
    }

    @Test
    void secondLaunchThatCrashesInSysprep_isRefused() {
        assertThat(refused(V2, disk -> disk.launchAgentVersion("2.0.470")))
                .containsExactly(
                        "EC2Launch v2 2.0.470 may crash when it runs Sysprep (EC2 User Guide, EC2Launch v2 version history); install 2.0.548 or a later one");
    }

    @Test
    void firstLaunchThatSignsInByItself_isRefused() {
        assertThat(refused(V1, disk -> disk.launchAgentVersion("1.3.2001360")))
                .singleElement()
                .asString()
                .startsWith("EC2Launch v1 1.3.2001360 may sign users without a password in by itself after Sysprep");
    }

    @Test
    void ssmAgentThatMayNotStart_isRefused() {
        assertThat(refused(V2, disk -> disk.ssmAgentVersion("2.2.916.0")))
                .singleElement()
                .asString()
                .startsWith("SSM agent 2.2.916.0 may never finish its start");
    }

    @Test
    void firstVersionWithoutTheFault_isSealed() {
        String id = machine(V2, disk -> disk.launchAgentVersion("2.0.548"));

        assertThat(result(lab.seal(id)).path("outcome").asText()).isEqualTo("sealed");
    }

    @Test
    void userWhoHasNeverSignedIn_isRefused() {
        assertThat(refused(V2, disk -> disk.file(DiskPaths.USERS + "eve", "")))
                .containsExactly("the user eve would be part of the image; remove it, or write otherUsers: remove");
    }

    @Test
    void otherUsers_whomTheRecipeWantsRemoved_areGoneAndNamedInTheLog() {
        String id = machine(V2, disk -> disk.profiles(List.of("bob")).file(DiskPaths.USERS + "eve", ""));
        var ended = lab.seal(id, REMOVE);

        assertThat(result(ended).path("outcome").asText()).isEqualTo("sealed");
        assertThat(lab.machine(id).disk().profiles()).containsExactly("Administrator");
        assertThat(lab.machine(id).disk().files()).doesNotContainKey(DiskPaths.USERS + "eve");
        assertThat(ended.standardOutputContent())
                .contains("Removed the user profile C:\\Users\\bob.", "Removed the user bob.", "Removed the user eve.");
    }

    @Test
    void userWhoIsSignedIn_cannotBeRemoved() {
        String id = machine(V2, disk -> disk.profiles(List.of("bob")).file(DiskPaths.SIGNED_IN, "bob"));

        assertThat(reasons(result(lab.seal(id, REMOVE))))
                .containsExactly(
                        "the user profile C:\\Users\\bob is in use and cannot be removed; sign its user off, or restart the machine");
    }

    @Test
    void userWhomTheRecipeMakes_staysInTheImage() {
        String id = machine(V2, disk -> disk.file(DiskPaths.USERS + "consumer", ""));
        var arguments = AgentSettings.arguments(REMOVE, ImageDrives.NONE);
        arguments.put("keptUsers", List.of("consumer"));
        var ended = lab.invoke(id, GuestScript.SEAL, SsmLab.arguments("seal", "seal-1", arguments));

        assertThat(result(ended).path("outcome").asText()).isEqualTo("sealed");
        assertThat(lab.machine(id).disk().files()).containsKey(DiskPaths.USERS + "consumer");
    }

    @Test
    void cleanUp_deletesWhatNobodyNeeds_andSaysHowMuchItWas() {
        String history =
                "C:\\Users\\Administrator\\AppData\\Roaming\\Microsoft\\Windows\\PowerShell\\PSReadLine\\h.txt";
        String kept = "C:\\Users\\Administrator\\Documents\\h.txt";
        String id = machine(
                V2,
                disk -> disk.file(DiskPaths.TEMPORARY + "a\\setup.log", "0123456789")
                        .file(history, "Get-Secret")
                        .file(kept, "a"));
        var ended = lab.seal(id);

        var freed = result(ended).path("freed");
        assertThat(freed.path("temporary files").asLong()).isEqualTo(10);
        assertThat(freed.path("PowerShell history").asLong()).isEqualTo(10);
        assertThat(freed.path("event logs").asLong()).isPositive();
        assertThat(ended.standardOutputContent()).contains("Freed 0.0 MB of temporary files.");
        assertThat(lab.machine(id).disk().files())
                .containsKey(kept)
                .doesNotContainKeys(
                        history,
                        DiskPaths.TEMPORARY + "a\\setup.log",
                        DiskPaths.SYSTEM_EVENTS,
                        DiskPaths.SSM_LOG,
                        DiskPaths.AGENT_LOG);
    }

    @Test
    void cleanUp_ofAMachineThatCouldNotBeSealed_isLeftOffBecauseTheLogsExplainIt() {
        lab.nodes.expect("iis", Expectations.read("seal: {fails: package X}"));
        String id = machine(V2, disk -> disk.file(DiskPaths.TEMPORARY + "setup.log", "0123456789"));
        lab.seal(id);

        assertThat(lab.machine(id).disk().files())
                .containsKeys(DiskPaths.TEMPORARY + "setup.log", DiskPaths.SYSTEM_EVENTS, DiskPaths.AGENT_LOG);
    }

    @Test
    void defragmenting_onRequest_isSaidInTheLog() {
        var how = new Seal(
                Seal.Method.SHUTDOWN,
                Seal.AdministratorPassword.RANDOM,
                Optional.empty(),
                Seal.ImageOf.STOPPED,
                Answers.NONE,
                new Tidying(Tidying.OtherUsers.REFUSE, true, true));

        assertThat(lab.seal(machine(V2, disk -> disk), how).standardOutputContent())
                .contains("Defragmenting C:.");
    }

    @Test
    void cleanUp_thatTheRecipeDoesNotWant_isLeftOff() {
        String id = machine(V2, disk -> disk.file(DiskPaths.TEMPORARY + "setup.log", "0123456789"));

        assertThat(result(lab.seal(id, REMOVE)).path("freed").isEmpty()).isTrue();
        assertThat(lab.machine(id).disk().files()).containsKey(DiskPaths.TEMPORARY + "setup.log");
    }
}
