package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.ec2.Guest;
import dev.kiln.seal.AgentSettings;
import dev.kiln.seal.SettingsEdit;

import java.util.List;
import java.util.stream.Stream;

/** Makes the changes of settings files that a guest script is told to make. */
final class SettingsFiles {
    private SettingsFiles() {}

    /** The changes for the agent of a disk, with the drives as they are to be told to that. */
    static List<SettingsEdit> edits(GuestCommand command, WindowsDisk disk, Guest.Hardware hardware) {
        JsonNode edits = command.arguments().path("edits").path(disk.launchAgent());
        if (!edits.isArray()) {
            throw new IllegalArgumentException("no changes are told for " + disk.launchAgent());
        }
        String drives = new ToldDrives(command, disk, hardware).lines();
        return Stream.concat(read(edits), read(command.arguments().path("answerEdits")))
                .map(edit -> edit.with(drives))
                .toList();
    }

    private static Stream<SettingsEdit> read(JsonNode edits) {
        return edits.valueStream().map(edit -> PipelineJson.read(edit.toString(), SettingsEdit.class));
    }

    /**
     * The disk with them.
     *
     * @param secret the password to specify; empty when there is none
     */
    static WindowsDisk edited(WindowsDisk disk, List<SettingsEdit> edits, String secret) {
        var edited = disk;
        for (SettingsEdit edit : edits) {
            edited = edited(edited, edit, secret);
        }
        return edited;
    }

    private static WindowsDisk edited(WindowsDisk disk, SettingsEdit edit, String secret) {
        String path = path(disk, edit.file());
        return disk.change()
                .file(path, text(disk, path, edit, edit.secret() ? secret : edit.to()))
                .done();
    }

    private static String text(WindowsDisk disk, String path, SettingsEdit edit, String value) {
        return switch (edit.kind()) {
            case TASK ->
                edit.secret()
                        ? AgentConfig.on(disk).withPassword(edit.to(), value)
                        : AgentConfig.on(disk).withPassword(value);
            case DRIVES -> drives(disk, path, edit, value);
            case FIELD -> LaunchConfig.on(disk).with(edit.at(), value);
            case NODE, REMOVE, ANSWER, COMMAND -> xml(disk, path, edit, value);
        };
    }

    private static String drives(WindowsDisk disk, String path, SettingsEdit edit, String told) {
        return switch (edit.file()) {
            case AgentSettings.AGENT_CONFIG -> AgentConfig.on(disk).withDrives(told);
            case AgentSettings.DRIVE_LETTER_MAPPING ->
                DriveLetterMapping.with(there(disk, path), edit.at(), mappings(told));
            case AgentSettings.DRIVE_LETTER_CONFIG -> {
                var xml = XmlText.read(there(disk, path));
                mappings(told).forEach(drive -> xml.mapping(drive.label(), drive.letter() + ":"));
                yield xml.asciiText();
            }
            default -> throw new IllegalArgumentException(edit.file() + " has no drives");
        };
    }

    private static List<DriveLetters.Mapping> mappings(String told) {
        return told.lines().map(DriveLetters.Mapping::read).toList();
    }

    private static String there(WindowsDisk disk, String path) {
        return disk.file(path).orElseThrow(() -> new IllegalArgumentException("the launch agent has no " + path));
    }

    private static String xml(WindowsDisk disk, String path, SettingsEdit edit, String value) {
        var xml = XmlText.read(there(disk, path));
        switch (edit.kind()) {
            case NODE -> xml.set(edit.at(), value);
            case REMOVE -> xml.remove(edit.at());
            case ANSWER -> xml.answer(edit.at(), value);
            case COMMAND -> xml.command(edit.at(), value);
            case TASK, DRIVES, FIELD -> throw new IllegalArgumentException("a " + edit.kind() + " is not XML");
        }
        return xml.asciiText();
    }

    /** Where the agent of a disk keeps a file. */
    static String path(WindowsDisk disk, String file) {
        return switch (file) {
            case AgentSettings.AGENT_CONFIG -> DiskPaths.AGENT_CONFIG;
            case AgentSettings.ANSWERS -> AnswerFile.path(disk);
            case AgentSettings.LAUNCH_CONFIG -> DiskPaths.LAUNCH_CONFIG;
            case AgentSettings.CONFIG -> DiskPaths.CONFIG_XML;
            case AgentSettings.BUNDLE_CONFIG -> DiskPaths.BUNDLE_CONFIG_XML;
            case AgentSettings.DRIVE_LETTER_MAPPING -> DiskPaths.DRIVE_LETTER_MAPPING;
            case AgentSettings.DRIVE_LETTER_CONFIG -> DiskPaths.DRIVE_LETTER_CONFIG;
            default -> throw new IllegalArgumentException("no launch agent has a file " + file);
        };
    }
}
