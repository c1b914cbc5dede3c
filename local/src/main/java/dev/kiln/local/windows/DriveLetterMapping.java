package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.json.PipelineJson;

import java.util.List;

/** The letters that EC2Launch v1 gives by labels (EC2 user guide, "Initialize drives and map drive letters"). */
final class DriveLetterMapping {
    /** What AWS's images come with: the example of the user guide. */
    static final String AS_SHIPPED = """
            {"driveLetterMapping":[{"volumeName":"sample volume","driveLetter":"H"}]}
            """;

    private static final String LABEL = "volumeName";
    private static final String LETTER = "driveLetter";

    private DriveLetterMapping() {}

    /** Those on a disk; one that is not a sole letter counts for nothing. */
    static List<DriveLetters.Mapping> on(WindowsDisk disk) {
        return disk.file(DiskPaths.DRIVE_LETTER_MAPPING).map(PipelineJson::tree).stream()
                .flatMap(root -> root.path("driveLetterMapping").valueStream())
                .map(entry -> new DriveLetters.Mapping(
                        entry.path(LABEL).asText(), entry.path(LETTER).asText()))
                .filter(mapping -> mapping.letter().length() == 1)
                .toList();
    }

    /**
     * The text with drives behind the others; those of the same letters and labels give way.
     *
     * @param field the name of the list
     */
    static String with(String text, String field, List<DriveLetters.Mapping> drives) {
        if (!(PipelineJson.tree(text) instanceof ObjectNode root)) {
            throw new IllegalArgumentException("not a JSON object: " + text);
        }
        var list = PipelineJson.MAPPER.createArrayNode();
        root.path(field).forEach(entry -> {
            String label = entry.path(LABEL).asText();
            String letter = entry.path(LETTER).asText();
            if (drives.stream().noneMatch(drive -> drive.gives(letter) || drive.names(label))) {
                list.add(entry);
            }
        });
        drives.forEach(drive -> list.addObject().put(LABEL, drive.label()).put(LETTER, drive.letter()));
        root.set(field, list);
        return PipelineJson.write(root);
    }
}
