package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.guest.GuestScript;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.ssm.SsmLab;
import dev.kiln.recipe.Seal;
import dev.kiln.seal.AgentSettings;
import dev.kiln.seal.ImageDrive;
import dev.kiln.seal.ImageDrives;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A machine that is sealed with a mistake, and what a machine of its image is like then. */
abstract class PlantedMistakes {
    static final String SILENT = "SSM does not hear of a machine of the image";
    static final String V2 = "Windows_Server-2022-English-Full-Base";
    static final String V1 = "Windows_Server-2019-English-Full-Base";
    static final String CONFIG = "Windows_Server-2012-R2_RTM";

    private static final SortedMap<String, String> OF_BUILDER =
            new TreeMap<>(Map.of("/dev/sda1", "vol-1a", "xvdf", "vol-1b", "xvdg", "vol-1c"));
    private static final SortedMap<String, String> VOLUMES =
            new TreeMap<>(Map.of("/dev/sda1", "vol-0a", "xvdf", "vol-0b", "xvdg", "vol-0c"));

    final SsmLab lab = new SsmLab();
    ImageDrives drives = ImageDrives.NONE;
    Seal seal = Seal.DEFAULT;
    UnaryOperator<String> command = arguments -> arguments;
    UnaryOperator<WindowsDisk> before = disk -> disk;
    UnaryOperator<WindowsDisk> steps = disk -> disk;
    UnaryOperator<WindowsDisk> image = disk -> disk;
    UnaryOperator<WindowsDisk> child = disk -> disk;
    boolean elsewhere;

    /** Seals a machine and looks at a machine of its image. */
    final String caught(String parent) {
        var bare = before.apply(SsmLab.image(parent).disk());
        String builder = drives.isEmpty() ? lab.online(bare) : lab.online(bare, OF_BUILDER);
        JsonNode made = drives.isEmpty() ? Answer.outcome("done") : makeDrives(builder);
        if (!made.path("outcome").asText().equals("done")) {
            return "the drives say: " + made;
        }
        lab.machine(builder).change(steps.apply(lab.machine(builder).disk()));
        JsonNode sealed = seal(builder);
        if (!Set.of("sealed", "initialised").contains(sealed.path("outcome").asText())) {
            return "the seal says: " + sealed;
        }
        var disk = image.apply(lab.machine(builder).disk());
        String machine = launch(disk);
        if (lab.information(machine).isEmpty()) {
            return SILENT;
        }
        return lab.checkBoot(changed(machine), seal, sealed.path("facts"), expected())
                .path("reasons")
                .toString();
    }

    private JsonNode makeDrives(String builder) {
        var arguments = drives.arguments(seal);
        arguments.put(
                "volumes",
                drives.drives().stream()
                        .filter(ImageDrive::carried)
                        .map(told -> Map.of(
                                "device",
                                told.device(),
                                "volumeId",
                                OF_BUILDER.get(told.device()),
                                "letter",
                                told.drive().letter(),
                                "label",
                                told.drive().label().orElse(""),
                                "empty",
                                true))
                        .toList());
        return SsmLab.result(
                lab.invoke(builder, GuestScript.INITIALIZE_DISKS, SsmLab.arguments("drives", "drives-1", arguments)));
    }

    private List<Map<String, String>> expected() {
        return drives.drives().stream()
                .map(told -> Map.of(
                        "device",
                        told.device(),
                        "letter",
                        told.drive().letter(),
                        "volumeId",
                        VOLUMES.getOrDefault(told.device(), "")))
                .toList();
    }

    private JsonNode seal(String builder) {
        String told = PipelineJson.write(SsmLab.arguments("seal", "seal-1", AgentSettings.arguments(seal, drives)));
        @SuppressWarnings("unchecked") // It was a map before it was text.
        Map<String, Object> arguments = PipelineJson.read(command.apply(told), Map.class);
        return SsmLab.result(lab.invoke(builder, GuestScript.SEAL, arguments));
    }

    private String launch(WindowsDisk disk) {
        if (elsewhere) {
            return lab.launchElsewhere(disk);
        }
        lab.create(disk, true, VOLUMES).powerOn();
        String id = lab.nodes.machines().lastKey();
        lab.run(Duration.ofMinutes(30));
        return id;
    }

    /** The machine as it would be if its first start had gone otherwise. */
    private String changed(String machine) {
        lab.machine(machine).change(child.apply(lab.machine(machine).disk()));
        return machine;
    }

    static WindowsDisk config(WindowsDisk disk, String old, String other) {
        return replaced(disk, DiskPaths.AGENT_CONFIG, old, other);
    }

    static WindowsDisk replaced(WindowsDisk disk, String path, String old, String other) {
        return disk.change()
                .file(path, disk.files().get(path).replace(old, other))
                .done();
    }
}
