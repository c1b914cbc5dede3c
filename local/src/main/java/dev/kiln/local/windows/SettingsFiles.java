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
        String text = switch (edit.kind()) {
            case TASK ->
                edit.secret()
                        ? AgentConfig.on(disk).withPassword(edit.to(), secret)
                        : AgentConfig.on(disk).withPassword(edit.to());
            case FIELD -> LaunchConfig.on(disk).with(edit.at(), edit.secret() ? secret : edit.to());
        };
        return disk.change().file(path(edit.file()), text).done();
    }

    private static String path(String file) {
        return switch (file) {
            case AgentSettings.AGENT_CONFIG -> DiskPaths.AGENT_CONFIG;
            case AgentSettings.LAUNCH_CONFIG -> DiskPaths.LAUNCH_CONFIG;
            default -> throw new IllegalArgumentException("no launch agent has a file " + file);
        };
    }
}
