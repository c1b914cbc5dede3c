package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;
import dev.kiln.seal.AgentSettings;
import dev.kiln.seal.SettingsEdit;

import java.util.Arrays;
import java.util.List;

/** Makes the changes of settings files that a guest script is told to make. */
final class SettingsFiles {
    private SettingsFiles() {}

    /** The changes for the agent of a disk. */
    static List<SettingsEdit> edits(GuestCommand command, WindowsDisk disk) {
        JsonNode edits = command.arguments().path("edits").path(disk.launchAgent());
        if (!edits.isArray()) {
            throw new IllegalArgumentException("no changes are told for " + disk.launchAgent());
        }
        return Arrays.asList(PipelineJson.read(edits.toString(), SettingsEdit[].class));
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
            case DRIVES -> AgentConfig.on(disk).withDrives(value);
            case FIELD -> LaunchConfig.on(disk).with(edit.at(), value);
            case NODE, REMOVE, ANSWER, COMMAND -> xml(disk, path, edit, value);
        };
    }

    private static String xml(WindowsDisk disk, String path, SettingsEdit edit, String value) {
        var xml = XmlText.read(
                disk.file(path).orElseThrow(() -> new IllegalArgumentException("the launch agent has no " + path)));
        switch (edit.kind()) {
            case NODE -> xml.set(edit.at(), value);
            case REMOVE -> xml.remove(edit.at());
            case ANSWER -> xml.answer(edit.at(), value);
            case COMMAND -> xml.command(edit.at(), value);
            case TASK, DRIVES, FIELD -> throw new IllegalArgumentException("a " + edit.kind() + " is not XML");
        }
        return xml.text();
    }

    /** Where the agent of a disk keeps a file. */
    static String path(WindowsDisk disk, String file) {
        return switch (file) {
            case AgentSettings.AGENT_CONFIG -> DiskPaths.AGENT_CONFIG;
            case AgentSettings.LAUNCH_ANSWERS -> AnswerFile.path(disk);
            case AgentSettings.LAUNCH_CONFIG -> DiskPaths.LAUNCH_CONFIG;
            case AgentSettings.CONFIG -> DiskPaths.CONFIG_XML;
            case AgentSettings.BUNDLE_CONFIG -> DiskPaths.BUNDLE_CONFIG_XML;
            case AgentSettings.CONFIG_ANSWERS -> DiskPaths.CONFIG_ANSWERS;
            default -> throw new IllegalArgumentException("no launch agent has a file " + file);
        };
    }
}
