package dev.kiln.seal;

import dev.kiln.recipe.Seal;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the settings of each launch agent must say before a machine is sealed (EC2 user guide, "Create an Amazon EC2 AMI
 * using Windows Sysprep" and the pages about the agents). The agents turn some of it off after a first boot, so it is
 * said anew each time.
 */
public final class AgentSettings {
    /** The settings of EC2Launch v2. */
    public static final String AGENT_CONFIG = "agent-config.yml";

    /** The settings of EC2Launch v1. */
    public static final String LAUNCH_CONFIG = "LaunchConfig.json";

    private AgentSettings() {}

    /** The changes for every agent by its title, because only the machine knows which one it has. */
    public static SortedMap<String, List<SettingsEdit>> of(Seal seal) {
        var edits = new TreeMap<String, List<SettingsEdit>>();
        for (LaunchAgent agent : LaunchAgent.values()) {
            edits.put(agent.title(), edits(agent, seal));
        }
        return edits;
    }

    /** The changes for one agent. */
    public static List<SettingsEdit> edits(LaunchAgent agent, Seal seal) {
        return switch (agent) {
            case EC2LAUNCH_V2 ->
                List.of(SettingsEdit.task(AGENT_CONFIG, "setAdminAccount", second(seal.administratorPassword())));
            case EC2LAUNCH_V1 ->
                List.of(
                        SettingsEdit.field(LAUNCH_CONFIG, "adminPasswordType", first(seal.administratorPassword())),
                        SettingsEdit.field(LAUNCH_CONFIG, "adminPassword", ""));
        };
    }

    private static String second(Seal.AdministratorPassword password) {
        return switch (password) {
            case RANDOM -> "random";
        };
    }

    private static String first(Seal.AdministratorPassword password) {
        return switch (password) {
            case RANDOM -> "Random";
        };
    }

    /** The arguments of the guest script that seals, without those that every script has. */
    public static SortedMap<String, Object> arguments(Seal seal) {
        return new TreeMap<>(Map.of(
                "administratorPassword",
                seal.administratorPassword().word(),
                "method",
                seal.method().word(),
                "edits",
                of(seal)));
    }
}
