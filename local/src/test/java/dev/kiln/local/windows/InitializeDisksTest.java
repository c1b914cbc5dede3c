package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.guest.GuestScript;
import dev.kiln.local.ec2.Guest;
import dev.kiln.local.ssm.SsmLab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static dev.kiln.local.ssm.SsmLab.result;
import static org.assertj.core.api.Assertions.assertThat;

class InitializeDisksTest {
    private static final String ID = "i-0123456789abcdef0";
    private static final String VOLUME = "vol-0123456789abcdef0";

    private final SsmLab lab = new SsmLab();

    private void boot() {
        boot(SsmLab.server2022());
    }

    private void boot(WindowsDisk disk) {
        var hardware = new Guest.Hardware(
                ID, "10.0.0.9", "ami-1", true, "", new TreeMap<>(Map.of("/dev/sda1", "vol-0", "xvdf", VOLUME)));
        lab.nodes.create(hardware, disk, inside -> {});
        lab.machine(ID).powerOn();
        lab.letComeOnline(ID);
    }

    private JsonNode initialize(String volumeId, String letter, String run) {
        var volume = Map.of("device", "xvdf", "volumeId", volumeId, "letter", letter, "label", "Data", "empty", true);
        return result(lab.invoke(
                ID, GuestScript.INITIALIZE_DISKS, SsmLab.arguments("drives", run, Map.of("volumes", List.of(volume)))));
    }

    @Test
    void volume_hasItsLetter() {
        boot();

        assertThat(initialize(VOLUME, "D", "run-1").path("drives").toString()).isEqualTo("[\"D: " + VOLUME + "\"]");
        assertThat(lab.machine(ID).disk().file(DiskPaths.DRIVES + "D:")).contains("xvdf");
    }

    @Test
    void volumeThatHasItsLetter_keepsItInAnotherRun() {
        boot();
        initialize(VOLUME, "D", "run-1");

        assertThat(initialize(VOLUME, "D", "run-2").path("outcome").asText()).isEqualTo("done");
    }

    @ParameterizedTest
    @CsvSource({
        "Windows_Server-2012-R2_RTM,'',Drive T",
        "Windows_Server-2019-English-Full-Base,'',Drive T",
        "Windows_Server-2019-English-Full-Base,Data,Data",
        "Windows_Server-2022-English-Full-Base,'',''"
    })
    void volumeWithoutALabel_getsOneWhereTheLaunchAgentIsToFindItByThat(String image, String has, String gets) {
        boot(SsmLab.image(image)
                .disk()
                .change()
                .file(DiskPaths.LABELS + "xvdf", has)
                .done());
        var volume = Map.of("device", "xvdf", "volumeId", VOLUME, "letter", "T", "label", "", "empty", true);
        var told = Map.of("volumes", List.of(volume), "method", "sysprep", "drives", List.of("T xvdf"));

        var done = result(lab.invoke(ID, GuestScript.INITIALIZE_DISKS, SsmLab.arguments("drives", "run-1", told)));

        assertThat(done.path("outcome").asText()).isEqualTo("done");
        assertThat(lab.machine(ID).disk().file(DiskPaths.LABELS + "xvdf")).contains(gets);
    }

    @Test
    void letterOfAnotherVolume_isRefused() {
        boot();
        lab.machine(ID)
                .change(lab.machine(ID)
                        .disk()
                        .change()
                        .file(DiskPaths.DRIVES + "D:", "/dev/sda1")
                        .done());

        assertThat(initialize(VOLUME, "D", "run-1").path("reason").asText())
                .isEqualTo("the letter D is taken already; choose another one in the recipe");
    }

    @Test
    void volumeThatWindowsDoesNotSee_isToldWithItsDevice() {
        boot();

        assertThat(initialize("vol-00000000000000000", "D", "run-1")
                        .path("reason")
                        .asText())
                .startsWith("Windows sees no disk of vol-00000000000000000 (xvdf)");
    }
}
