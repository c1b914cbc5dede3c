package dev.kiln.local.windows;

import dev.kiln.recipe.Answers;
import dev.kiln.recipe.Drive;
import dev.kiln.recipe.Seal;
import dev.kiln.seal.ImageDrive;
import dev.kiln.seal.ImageDrives;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** Drives of which a launch agent is told with one mistake each, and drives that it cannot make. */
class PlantedDriveMistakesTest extends PlantedMistakes {
    private static final ImageDrives DRIVES = drives("U", Optional.of("Data"), "T", Optional.empty());

    private static ImageDrives drives(
            String letter, Optional<String> label, String otherLetter, Optional<String> otherLabel) {
        return new ImageDrives(
                List.of(
                        new ImageDrive("xvdf", new Drive(letter, label), true),
                        new ImageDrive("xvdg", new Drive(otherLetter, otherLabel), true)),
                0);
    }

    @Test
    void drives_ofEveryAgent_areThereOnTheMachine() {
        drives = DRIVES;

        assertThat(List.of(caught(V2), caught(V1), caught(CONFIG))).containsOnly("");
    }

    @Test
    void drives_ofEveryAgent_areThereOnTheMachineWithoutSysprep() {
        drives = drives("E", Optional.of("Data"), "D", Optional.empty());
        seal = new Seal(
                Seal.Method.SHUTDOWN,
                Seal.AdministratorPassword.RANDOM,
                Optional.empty(),
                Seal.ImageOf.STOPPED,
                Answers.NONE);

        assertThat(List.of(caught(V2), caught(V1), caught(CONFIG))).containsOnly("");
    }

    @Test
    void secondLaunch_taskThatMakesDrivesRemoved_isCaughtOnTheMachine() {
        drives = DRIVES;
        image = disk -> config(disk, "task: initializeVolume", "task: optimizeEna");

        assertThat(caught(V2))
                .contains(
                        "the volume of the device xvdf is not the drive U:",
                        "the volume of the device xvdg is not the drive T:");
    }

    @Test
    void secondLaunch_drivesInterchanged_isCaughtOnTheMachine() {
        drives = DRIVES;
        image = disk -> config(
                config(config(disk, "letter: U", "letter: V"), "letter: T", "letter: U"), "letter: V", "letter: T");

        assertThat(caught(V2)).contains("the volume of the device xvdf is not the drive U:");
    }

    @Test
    void firstLaunch_disksNotScheduled_isCaughtOnTheMachine() {
        drives = DRIVES;
        image = disk -> disk.change().delete(DiskPaths.DISK_TASK).done();

        assertThat(caught(V1)).contains("the volume of the device xvdf is not the drive U:");
    }

    @Test
    void firstLaunch_mappingLeftAsItWas_isCaughtOnTheMachine() {
        drives = DRIVES;
        image = disk -> disk.change()
                .file(DiskPaths.DRIVE_LETTER_MAPPING, DriveLetterMapping.AS_SHIPPED)
                .done();

        assertThat(caught(V1)).contains("the volume of the device xvdg is not the drive T:");
    }

    @Test
    void firstLaunch_letterWithAColon_isCaughtOnTheMachine() {
        drives = DRIVES;
        image = disk -> replaced(disk, DiskPaths.DRIVE_LETTER_MAPPING, "\"T\"", "\"T:\"");

        assertThat(caught(V1)).contains("xvdg is not the drive T:").doesNotContain("xvdf");
    }

    @Test
    void configService_plugInThatSetsLettersDisabled_isCaughtOnTheMachine() {
        drives = DRIVES;
        command = told -> told.replaceFirst("(Ec2SetDriveLetter[^}]*\"to\":)\"Enabled\"", "$1\"Disabled\"");

        assertThat(caught(CONFIG)).contains("the volume of the device xvdf is not the drive U:");
    }

    @Test
    void configService_labelsInterchanged_isCaughtOnTheMachine() {
        drives = DRIVES;
        image = disk -> replaced(
                replaced(
                        replaced(disk, DiskPaths.DRIVE_LETTER_CONFIG, ">Data<", ">none<"),
                        DiskPaths.DRIVE_LETTER_CONFIG,
                        ">Drive T<",
                        ">Data<"),
                DiskPaths.DRIVE_LETTER_CONFIG,
                ">none<",
                ">Drive T<");

        assertThat(caught(CONFIG)).contains("the volume of the device xvdf is not the drive U:");
    }

    @Test
    void configService_letterWithoutItsColon_isCaughtOnTheMachine() {
        drives = DRIVES;
        image = disk -> replaced(disk, DiskPaths.DRIVE_LETTER_CONFIG, ">T:<", ">T<");

        assertThat(caught(CONFIG)).contains("xvdg is not the drive T:").doesNotContain("xvdf");
    }

    @Test
    void drives_whoseLabelAStepHasChanged_areThereOnTheMachine() {
        drives = DRIVES;
        steps = disk -> disk.change().file(DiskPaths.LABELS + "xvdf", "Renamed").done();

        assertThat(List.of(caught(V1), caught(CONFIG))).containsOnly("");
    }

    @Test
    void drives_whoseLabelAStepHasTakenAway_areRefusedByTheSealOfAgentsThatKnowNoDevices() {
        drives = DRIVES;
        steps = disk -> disk.change().file(DiskPaths.LABELS + "xvdf", "").done();

        assertThat(List.of(caught(V1), caught(CONFIG)))
                .allSatisfy(found -> assertThat(found)
                        .contains("the seal says", "refused", "the drive U: (xvdf)", "label it on the builder")
                        .doesNotContain("T:"));
        assertThat(caught(V2)).isEmpty();
    }

    @Test
    void secondLaunch_thatInitializesAllVolumes_isRefusedByTheSeal() {
        drives = DRIVES;
        before = disk -> config(
                disk,
                "- task: startSsm",
                "- task: initializeVolume\n    inputs:\n      initialize: all\n  - task: startSsm");

        assertThat(caught(V2)).contains("refused", "does not say 'initialize: devices'");
    }

    @Test
    void drives_thatTheImageAdds_areRefusedBeforeTheFirstStepByAgentsThatKnowNoDevices() {
        drives = new ImageDrives(List.of(new ImageDrive("xvdh", new Drive("U", Optional.of("Data")), false)), 1);

        assertThat(List.of(caught(V1), caught(CONFIG)))
                .allSatisfy(found -> assertThat(found)
                        .contains(
                                "the drives say",
                                "refused",
                                "cannot make the drive U: (xvdh)",
                                "write it under builder.volumes",
                                "a parent that has EC2Launch v2"));
    }

    @Test
    void drives_withLettersThatWindowsMayGiveToOthers_areRefusedBeforeTheFirstStepByAgentsThatKnowNoDevices() {
        drives = drives("E", Optional.of("Data"), "F", Optional.empty());

        assertThat(List.of(caught(V1), caught(CONFIG)))
                .allSatisfy(found -> assertThat(found)
                        .contains("the drives say", "may not make the drive E: (xvdf)", "write a letter behind E")
                        .doesNotContain("xvdg"));
        assertThat(caught(V2)).isEmpty();
    }

    @Test
    void drives_withTheSameLabel_areRefusedBeforeTheFirstStepByAgentsThatKnowNoDevices() {
        drives = drives("U", Optional.of("Data"), "T", Optional.of("data"));

        assertThat(List.of(caught(V1), caught(CONFIG)))
                .allSatisfy(found -> assertThat(found)
                        .contains("the drives say", "the drive U: (xvdf)", "the drive T: (xvdg)", "none of its own"));
        assertThat(caught(V2)).isEmpty();
    }
}
