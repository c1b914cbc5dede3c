package dev.kiln.local.windows;

import dev.kiln.guest.GuestScript;
import dev.kiln.recipe.Answers;
import dev.kiln.recipe.Seal;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A seal with one mistake each, and what catches it: the seal itself, the silence of a machine of the image, or the
 * look at one.
 */
class PlantedSealMistakesTest extends PlantedMistakes {
    private static final Seal SPECIFY = new Seal(
            Seal.Method.SYSPREP,
            Seal.AdministratorPassword.SPECIFY,
            Optional.of("secretsManager:kiln/machines/a"),
            Seal.ImageOf.STOPPED,
            Answers.NONE);
    private static final Answers GERMAN = new Answers(
            Optional.of("false"),
            Optional.of("W. Europe Standard Time"),
            Optional.of("de-DE"),
            Optional.of("Kiln"),
            Optional.of("Example"));

    private static final Answers COPYING =
            new Answers(Optional.of("true"), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    @Test
    void withoutAMistake_nothingIsCaught() {
        assertThat(List.of(caught(V2), caught(V1), caught(CONFIG))).containsOnly("");
    }

    @Test
    void firstLaunch_passwordTypeLeftOff_isCaughtOnTheMachine() {
        command = told -> told.replace("\"to\":\"Random\"", "\"to\":\"DoNothing\"");

        assertThat(caught(V1)).contains("the account Administrator is disabled");
    }

    @Test
    void firstLaunch_settingsNotChangedAtAll_isCaughtOnTheMachine() {
        command = told -> told.replaceFirst("\"EC2Launch v1\":\\[[^\\]]*\\]", "\"EC2Launch v1\":[]");

        assertThat(caught(V1)).contains("the account Administrator is disabled");
    }

    @Test
    void firstLaunch_notScheduled_isCaughtOnTheMachine() {
        image = disk -> disk.change().firstBootPending(false).done();

        assertThat(caught(V1)).contains("the launch agent has not set this machine up");
    }

    @Test
    void firstLaunch_notScheduledAndLaunchedIntoAnotherSubnet_isCaughtByItsSilence() {
        image = disk -> disk.change().firstBootPending(false).done();
        elsewhere = true;

        assertThat(caught(V1)).isEqualTo(SILENT);
    }

    @Test
    void firstLaunch_passwordLeftInClearText_isCaughtOnTheMachine() {
        seal = SPECIFY;
        child = disk -> disk.change()
                .file(DiskPaths.LAUNCH_CONFIG, LaunchConfig.on(disk).with("adminPassword", "Left-0ver"))
                .done();

        assertThat(caught(V1)).contains("a password still stands in clear text").doesNotContain("Left-0ver");
    }

    @Test
    void secondLaunch_passwordLeftInClearText_isCaughtOnTheMachine() {
        seal = SPECIFY;
        child = disk -> disk.change()
                .file(DiskPaths.AGENT_CONFIG, AgentConfig.on(disk).withPassword("static", "Left-0ver"))
                .done();

        assertThat(caught(V2)).contains("a password still stands in clear text").doesNotContain("Left-0ver");
    }

    @Test
    void secondLaunch_passwordLeftAlone_isCaughtOnTheMachine() {
        command = told -> told.replace("\"to\":\"random\"", "\"to\":\"doNothing\"");

        assertThat(caught(V2)).contains("the account Administrator is disabled");
    }

    @Test
    void secondLaunch_passwordTaskRemoved_isCaughtOnTheMachine() {
        image = disk -> config(disk, "task: setAdminAccount", "task: setDateTime");

        assertThat(caught(V2)).contains("the Administrator did not get the password");
    }

    @Test
    void secondLaunch_taskThatStartsSsmRemoved_isCaughtByItsSilence() {
        image = disk -> config(disk, "startSsm", "extendRootPartition");

        assertThat(caught(V2)).isEqualTo(SILENT);
    }

    @Test
    void secondLaunch_activationTaskRemoved_isCaughtOnTheMachine() {
        image = disk -> config(disk, "task: activateWindows", "task: setHostName");

        assertThat(caught(V2)).contains("Windows is not activated");
    }

    @Test
    void firstLaunch_userDataTurnedOff_isCaughtOnTheMachine() {
        image = disk -> disk.change()
                .file(
                        DiskPaths.LAUNCH_CONFIG,
                        disk.files().get(DiskPaths.LAUNCH_CONFIG).replaceAll("(handleUserData.*?:\\s*)true", "$1false"))
                .done();

        assertThat(caught(V1)).contains("the user data of the machine was not run");
    }

    @Test
    void secondLaunch_notReset_isCaughtOnTheMachine() {
        image = disk -> disk.change().firstBootPending(false).done();

        assertThat(caught(V2)).contains("the launch agent has not set this machine up");
    }

    @Test
    void configService_passwordPlugInLeftDisabled_isCaughtOnTheMachine() {
        command = told -> told.replace("\"to\":\"Enabled\"", "\"to\":\"Disabled\"");

        assertThat(caught(CONFIG)).contains("the Administrator did not get the password");
    }

    @Test
    void configService_userDataPlugInLeftDisabled_isCaughtOnTheMachine() {
        command = told -> told.replaceFirst("(Ec2HandleUserData[^}]*\"to\":)\"Enabled\"", "$1\"Disabled\"");

        assertThat(caught(CONFIG)).contains("the user data of the machine was not run");
    }

    @Test
    void configService_settingsWithoutThePlugIn_areRefusedByTheSeal() {
        before = disk -> disk.change()
                .file(
                        DiskPaths.CONFIG_XML,
                        disk.files().get(DiskPaths.CONFIG_XML).replace("Ec2WindowsActivate", "Ec2Renamed"))
                .done();

        assertThat(caught(CONFIG))
                .contains("the seal says", "refused", "0 nodes //Plugin[Name='Ec2WindowsActivate']/State");
    }

    @Test
    void configService_passwordLeftInTheAnswerFile_isCaughtOnTheMachine() {
        seal = SPECIFY;
        child = disk -> {
            var answers = XmlText.read(disk.files().get(DiskPaths.CONFIG_ANSWERS));
            answers.answer("oobeSystem/Microsoft-Windows-Shell-Setup/UserAccounts/AdministratorPassword/Value", "x");
            return disk.change().file(DiskPaths.CONFIG_ANSWERS, answers.text()).done();
        };

        assertThat(caught(CONFIG)).contains("a password still stands in clear text");
    }

    @Test
    void answers_notInTheAnswerFile_areCaughtOnTheMachine() {
        seal = answering(GERMAN);
        image = disk -> disk.change()
                .file(DiskPaths.SECOND_ANSWERS, AnswerFile.OF_EC2LAUNCH)
                .done();

        assertThat(caught(V2))
                .contains(
                        "Setup was told the timeZone 'W. Europe Standard Time', and Windows has 'UTC'",
                        "Setup was told the locale 'de-DE', and Windows has 'en-US'",
                        "the registeredOwner 'Kiln'",
                        "the registeredOrganization 'Example'");
    }

    @Test
    void answers_ofEveryAgent_reachTheMachine() {
        seal = answering(GERMAN);

        assertThat(List.of(caught(V2), caught(V1), caught(CONFIG))).containsOnly("");
    }

    @Test
    void profile_thatSetupCouldNotCopy_isCaughtOnTheMachine() {
        seal = answering(COPYING);
        child = disk -> disk.change()
                .line(DiskPaths.UNATTEND_LOG, "Error [Shell Unattend] CopyProfile failed (0x80070003) [gle=0x00000003]")
                .done();

        assertThat(caught(V2))
                .contains("Setup was told to copy the profile of the Administrator, and failed: ", "0x80070003");
    }

    @Test
    void profile_thatWasNotCopiedOnTheBuilderItself_isNoFaultOfTheMachine() {
        seal = answering(COPYING);
        before = disk -> disk.change()
                .line(DiskPaths.UNATTEND_LOG, "Error [Shell Unattend] CopyProfile failed (0x80070003)")
                .done();

        assertThat(caught(V2)).isEmpty();
    }

    @Test
    void answers_toAnAnswerFileWithoutTheComponent_areRefusedByTheSeal() {
        seal = answering(GERMAN);
        before = disk -> disk.change()
                .file(DiskPaths.FIRST_ANSWERS, AnswerFile.OF_EC2LAUNCH.replace("International-Core", "Other"))
                .done();

        assertThat(caught(V1)).contains("refused", "Microsoft-Windows-International-Core");
    }

    private static Seal answering(Answers answers) {
        return new Seal(
                Seal.Method.SYSPREP,
                Seal.AdministratorPassword.RANDOM,
                Optional.empty(),
                Seal.ImageOf.STOPPED,
                answers);
    }

    @Test
    void sysprep_failsHalfWay_isCaughtByTheSeal() {
        lab.nodes.expect("iis", Expectations.read("seal: {fails: package X}"));

        assertThat(caught(V2)).contains("the seal says", "failed", WindowsDisk.UNDEPLOYABLE);
    }

    @Test
    void halfGeneralizedMachine_imagedAllTheSame_isCaughtByItsSilence() {
        image = disk -> disk.change().imageState(WindowsDisk.UNDEPLOYABLE).done();

        assertThat(caught(V2)).isEqualTo(SILENT);
    }

    @Test
    void machineThatWasNotGeneralized_isCaughtOnTheMachine() {
        image = disk -> disk.change().imageState(WindowsDisk.COMPLETE).done();

        assertThat(caught(V2)).contains("it was not generalized", "its builder's name");
    }

    @Test
    void remoteDesktopNotOpenedAgain_isCaughtOnTheMachine() {
        child = disk -> disk.change().file(DiskPaths.DENY_RDP, "1").done();

        assertThat(caught(V2)).contains("Remote Desktop is refused");
    }

    @Test
    void sysprepAsSystem_isCaughtOnTheMachine() {
        child = disk ->
                disk.change().file(DiskPaths.BROKEN_SHELL, "NeedsRemediation").done();

        assertThat(caught("Windows_Server-2025-English-Full-Base")).contains("as after a Sysprep that ran as SYSTEM");
    }

    @Test
    void routeOfAnotherSubnet_isCaughtOnTheMachine() {
        child = disk -> route(disk, "169.254.169.254", "10.9.9.1");

        assertThat(caught(V2))
                .contains("the route to 169.254.169.254 leads to 10.9.9.1, which is no gateway of this subnet");
    }

    @Test
    void routesToKmsOfAnotherSubnet_areCaughtOnTheMachine() {
        child = disk -> route(route(disk, "169.254.169.250", "10.9.9.1"), "169.254.169.251", "10.9.9.1");

        assertThat(caught(V1))
                .contains("the route to 169.254.169.250 leads to 10.9.9.1", "the route to 169.254.169.251 leads to")
                .doesNotContain("169.254.169.254");
    }

    @Test
    void routeThatTheBuilderKeeps_onAMachineInAnotherSubnet_isCaughtThere() {
        before = disk -> route(disk, "169.254.169.250", "10.0.0.1");
        elsewhere = true;

        assertThat(caught(V2)).contains("the route to 169.254.169.250 leads to 10.0.0.1");
    }

    @Test
    void routeThatTheBuilderKeeps_onAMachineInItsOwnSubnet_isNotSeen() {
        before = disk -> route(disk, "169.254.169.250", "10.0.0.1");

        assertThat(caught(V2)).isEmpty();
    }

    private static WindowsDisk route(WindowsDisk disk, String address, String gateway) {
        return disk.change()
                .file(DiskPaths.PERSISTENT_ROUTES + address, gateway)
                .done();
    }

    @Test
    void passwordThatWindowsWouldNotTake_isRefusedByTheSeal() {
        seal = SPECIFY;
        lab.nodes.expect("iis", Expectations.read("seal: {password: Administrator1}"));

        assertThat(caught(V1))
                .contains("refused", "contains the account's name")
                .doesNotContain("Administrator1");
    }

    /** What the local account says is what the script would say on a machine. */
    @Test
    void sentences_areThoseOfTheGuestScripts() {
        String scripts = String.join("\n", GuestScript.SEAL.command(Map.of()))
                + String.join("\n", GuestScript.CHECK_BOOT.command(Map.of()));

        assertThat(List.of(
                        "the launch agent has not set this machine up: it was not told to do so at its first start",
                        "the account Administrator is disabled, so nobody can sign in with the password that it was to get",
                        "the Administrator did not get the password that the launch agent was to set",
                        "a password still stands in clear text in ",
                        "the machine has the security identifier of its builder (",
                        "): it was not generalized",
                        "the machine has its builder's name, ",
                        "Remote Desktop is refused, as it is from before Sysprep until Setup has ended",
                        ", as after a Sysprep that ran as SYSTEM",
                        "the route to ",
                        "Setup was told to copy the profile of the Administrator, and failed: ",
                        ", which is no gateway of this subnet",
                        "has fewer than 8 or more than 127 characters",
                        "has less than three of: capital letters, small letters, digits, other characters",
                        "contains the account's name",
                        "has line breaks or other characters than printable ASCII",
                        "because it knows volumes by their labels, and",
                        " the image adds this one; write it under builder.volumes, ",
                        "because it takes no letter from another volume, and Windows gives the letters up to ",
                        " to any of them; write a letter behind ",
                        " this one has none of its own; label it on the builder, ",
                        "begin with a parent that has EC2Launch v2, or take driveLetter out",
                        "the machine is in a domain, and every machine of the image would be the same member of it"))
                .allSatisfy(sentence -> assertThat(scripts).contains(sentence));
    }
}
