package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.guest.GuestScript;
import dev.kiln.local.ssm.SsmLab;
import org.junit.jupiter.api.Test;

import java.util.Map;

import static dev.kiln.local.ssm.SsmLab.result;
import static org.assertj.core.api.Assertions.assertThat;

class ExtendDriveTest {
    private final SsmLab lab = new SsmLab();
    private final String id = lab.launch(SsmLab.server2022());

    @Test
    void drive_isAsSmallAsBefore_untilItIsExtended() {
        grow();
        assertThat(lab.machine(id).driveGiB()).isEqualTo(30);

        assertThat(extend("run-1").path("bytes").asLong()).isEqualTo(60L << 30);

        assertThat(lab.machine(id).driveGiB()).isEqualTo(60);
    }

    @Test
    void driveThatFillsItsDisk_staysInAnotherRun() {
        grow();
        extend("run-1");

        assertThat(extend("run-2").path("outcome").asText()).isEqualTo("done");
        assertThat(lab.machine(id).driveGiB()).isEqualTo(60);
    }

    @Test
    void diskThatIsSmallerThanAsked_isTold() {
        lab.letComeOnline(id);

        assertThat(extend("run-1").path("reason").asText())
                .isEqualTo("Windows sees a disk of 30 GiB, and 60 were asked for");
    }

    @Test
    void partitionBehindTheDrive_isTold() {
        grow();
        lab.machine(id)
                .change(lab.machine(id)
                        .disk()
                        .change()
                        .file(DiskPaths.BEHIND_DRIVE, "Recovery")
                        .done());

        assertThat(extend("run-1").path("reason").asText()).startsWith("30 GiB of the disk are out of reach for C:");
        assertThat(lab.machine(id).driveGiB()).isEqualTo(30);
    }

    private void grow() {
        lab.letComeOnline(id);
        lab.machine(id).rootVolumeIs(60);
    }

    private JsonNode extend(String run) {
        return result(lab.invoke(
                id, GuestScript.EXTEND_DRIVE, SsmLab.arguments("drive of Windows", run, Map.of("sizeGiB", 60))));
    }
}
