package dev.kiln.local.windows;

import dev.kiln.guest.GuestScript;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.ec2.Guest;
import dev.kiln.local.powershell.Functions;
import dev.kiln.local.ssm.SsmLab;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** What the guest scripts say of drives is what the local account says of them. */
class ToldDrivesTest {
    private static final String V1 = "Windows_Server-2019-English-Full-Base";
    private static final String CONFIG = "Windows_Server-2012-R2_RTM";

    /** What a machine has, by letters: the device and the label of its volumes. */
    private static final SortedMap<String, List<String>> VOLUMES = new TreeMap<>(Map.of(
            "T", List.of("xvdf", "Data"),
            "U", List.of("xvdg", ""),
            "V", List.of("xvdh", "Same"),
            "W", List.of("xvdi", "same")));

    private static WindowsDisk disk(String parent) {
        var change = SsmLab.image(parent).disk().change();
        VOLUMES.forEach((letter, volume) -> change.file(DiskPaths.DRIVES + letter + ":", volume.getFirst())
                .file(DiskPaths.LABELS + volume.getFirst(), volume.getLast()));
        return change.done();
    }

    private static Guest.Hardware hardware() {
        var volumes = new TreeMap<>(Map.of("/dev/sda1", "vol-0"));
        VOLUMES.values().forEach(volume -> volumes.put(volume.getFirst(), "vol-" + volume.getFirst()));
        return new Guest.Hardware("i-1", "10.0.0.9", "ami-1", true, "", volumes);
    }

    private static SortedMap<String, Object> arguments(String method, List<String> carried, List<String> added) {
        return new TreeMap<>(Map.of("method", method, "drives", carried, "addedDrives", added, "addedVolumes", 2));
    }

    private static List<String> byScript(String agent, SortedMap<String, Object> arguments, boolean formatted) {
        var functions = Functions.of("common", "drives").sent(PipelineJson.write(arguments));
        Object last = functions.call("Get-LastLetter", VOLUMES.size() + 1);
        var volumes = new ArrayList<Map<String, String>>();
        if (formatted) {
            VOLUMES.forEach((letter, volume) ->
                    volumes.add(Map.of("DriveLetter", letter, "FileSystemLabel", volume.getLast())));
        }
        return functions.texts("Get-DriveLine").stream()
                .flatMap(line -> functions.texts("Get-DriveReason", agent, line, last, volumes).stream())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"sysprep,true", "sysprep,false", "shutdown,true"})
    void obstacles_ofTheScript_areThoseOfTheLocalAccount(String method, boolean formatted) {
        for (String parent : List.of(V1, CONFIG)) {
            var disk = disk(parent);
            var arguments = arguments(
                    method,
                    List.of("D xvdk", "I xvdl Data", "J xvdm", "T xvdf Data", "U xvdg", "V xvdh", "W xvdi"),
                    List.of("K xvdn", "L xvdo Archive"));
            var command = new GuestCommand(GuestScript.SEAL, PipelineJson.tree(PipelineJson.write(arguments)));

            assertThat(byScript(disk.launchAgent(), arguments, formatted))
                    .hasSizeGreaterThan(2)
                    .isEqualTo(new ToldDrives(command, disk, hardware()).obstacles(formatted));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC2Launch v1", "EC2Config", "EC2Launch v2", "none"})
    void agent_thatKnowsVolumesByLabels_isOneOfTheOlderTwo(String agent) {
        var functions = Functions.of("common", "drives")
                .sent(PipelineJson.write(arguments("sysprep", List.of("T xvdf"), List.of())));

        assertThat(functions.call("Test-ByLabel", agent))
                .isEqualTo(List.of("EC2Launch v1", "EC2Config").contains(agent));
    }
}
