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

    /** The changes for one agent; none when nothing is done to the machine. */
    public static List<SettingsEdit> edits(LaunchAgent agent, Seal seal) {
        return switch (seal.method()) {
            case SYSPREP, SHUTDOWN -> edits(agent, seal.administratorPassword());
            case NONE -> List.of();
        };
    }

    private static List<SettingsEdit> edits(LaunchAgent agent, Seal.AdministratorPassword password) {
        return switch (agent) {
            case EC2LAUNCH_V2 -> secondLaunch(password);
            case EC2LAUNCH_V1 -> firstLaunch(password);
        };
    }

    private static List<SettingsEdit> secondLaunch(Seal.AdministratorPassword password) {
        String task = "setAdminAccount";
        return List.of(
                switch (password) {
                    case RANDOM -> SettingsEdit.task(AGENT_CONFIG, task, "random", false);
                    case SPECIFY -> SettingsEdit.task(AGENT_CONFIG, task, "static", true);
                    case KEEP -> SettingsEdit.task(AGENT_CONFIG, task, "doNothing", false);
                });
    }

    /** A password of an earlier seal is taken out, because it would stand there in clear text. */
    private static List<SettingsEdit> firstLaunch(Seal.AdministratorPassword password) {
        String type = "adminPasswordType";
        var none = SettingsEdit.field(LAUNCH_CONFIG, "adminPassword", "");
        return switch (password) {
            case RANDOM -> List.of(SettingsEdit.field(LAUNCH_CONFIG, type, "Random"), none);
            case SPECIFY ->
                List.of(
                        SettingsEdit.field(LAUNCH_CONFIG, type, "Specify"),
                        SettingsEdit.secretField(LAUNCH_CONFIG, "adminPassword"));
            case KEEP -> List.of(SettingsEdit.field(LAUNCH_CONFIG, type, "DoNothing"), none);
        };
    }

    /** The arguments of the guest script that seals, without those that every script has. */
    public static SortedMap<String, Object> arguments(Seal seal) {
        var arguments = new TreeMap<String, Object>(Map.of(
                "administratorPassword",
                seal.administratorPassword().word(),
                "method",
                seal.method().word(),
                "edits",
                of(seal)));
        seal.passwordFrom().ifPresent(from -> arguments.put("passwordFrom", from));
        return arguments;
    }
}
