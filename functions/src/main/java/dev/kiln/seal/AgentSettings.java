package dev.kiln.seal;

import dev.kiln.recipe.Answers;
import dev.kiln.recipe.Seal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

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

    /** The settings of EC2Config: which of its plug-ins run at the next start. */
    public static final String CONFIG = "Config.xml";

    /** How EC2Config seals. */
    public static final String BUNDLE_CONFIG = "BundleConfig.xml";

    /** The answer file that EC2Config gives to Sysprep. */
    public static final String CONFIG_ANSWERS = "sysprep2008.xml";

    /** The answer file that both generations of EC2Launch give to Sysprep. */
    public static final String LAUNCH_ANSWERS = "unattend.xml";

    private static final String OOBE = "oobeSystem";

    /** Where the specialize pass has its commands (Microsoft, "RunSynchronousCommand"); OOBE can have none there. */
    private static final String SPECIALIZE =
            "specialize/Microsoft-Windows-Deployment/RunSynchronous/RunSynchronousCommand/Path";

    /** Where the OOBE pass has its commands (Microsoft, "FirstLogonCommands"). */
    private static final String FIRST_LOGON =
            OOBE + "/Microsoft-Windows-Shell-Setup/FirstLogonCommands/SynchronousCommand/CommandLine";

    private AgentSettings() {}

    /** The changes for every agent by its title, because only the machine knows which one it has. */
    public static SortedMap<String, List<SettingsEdit>> of(Seal seal, List<ImageDrive> drives) {
        var edits = new TreeMap<String, List<SettingsEdit>>();
        for (LaunchAgent agent : LaunchAgent.values()) {
            edits.put(agent.title(), edits(agent, seal, drives));
        }
        return edits;
    }

    /** The changes for one agent; none when nothing is done to the machine. */
    public static List<SettingsEdit> edits(LaunchAgent agent, Seal seal, List<ImageDrive> drives) {
        return switch (seal.method()) {
            case SYSPREP ->
                Stream.of(
                                edits(agent, seal.administratorPassword()),
                                drives(agent, drives),
                                answers(agent, seal.administratorPassword()),
                                answers(agent, seal.answers()))
                        .flatMap(List::stream)
                        .toList();
            case SHUTDOWN ->
                Stream.of(edits(agent, seal.administratorPassword()), drives(agent, drives))
                        .flatMap(List::stream)
                        .toList();
            case NONE -> List.of();
        };
    }

    private static List<SettingsEdit> edits(LaunchAgent agent, Seal.AdministratorPassword password) {
        return switch (agent) {
            case EC2LAUNCH_V2 -> secondLaunch(password);
            case EC2LAUNCH_V1 -> firstLaunch(password);
            case EC2CONFIG -> configService(password);
        };
    }

    /**
     * EC2Launch v2 sets a letter at every start, also of a volume that has files (EC2 user guide, "Task definitions for
     * EC2Launch v2 startup tasks", initializeVolume). The older agents know no devices, and the seal refuses drives
     * there.
     */
    private static List<SettingsEdit> drives(LaunchAgent agent, List<ImageDrive> drives) {
        return switch (agent) {
            case EC2LAUNCH_V2 ->
                drives.isEmpty() ? List.of() : List.of(SettingsEdit.drives(AGENT_CONFIG, "initializeVolume", drives));
            case EC2LAUNCH_V1, EC2CONFIG -> List.of();
        };
    }

    /** What the answer file says besides, in the agent's own file. */
    private static List<SettingsEdit> answers(LaunchAgent agent, Answers answers) {
        String file = switch (agent) {
            case EC2LAUNCH_V2, EC2LAUNCH_V1 -> LAUNCH_ANSWERS;
            case EC2CONFIG -> CONFIG_ANSWERS;
        };
        String shell = "/Microsoft-Windows-Shell-Setup/";
        var edits = new ArrayList<SettingsEdit>();
        answers.copyProfile()
                .ifPresent(value -> edits.add(SettingsEdit.answer(file, "specialize" + shell + "CopyProfile", value)));
        // The agents' files have the zone in both passes, and the later one counts.
        answers.timeZone().ifPresent(value -> {
            edits.add(SettingsEdit.answer(file, "specialize" + shell + "TimeZone", value));
            edits.add(SettingsEdit.answer(file, OOBE + shell + "TimeZone", value));
        });
        answers.registeredOwner()
                .ifPresent(value -> edits.add(SettingsEdit.answer(file, OOBE + shell + "RegisteredOwner", value)));
        answers.registeredOrganization()
                .ifPresent(
                        value -> edits.add(SettingsEdit.answer(file, OOBE + shell + "RegisteredOrganization", value)));
        answers.locale()
                .ifPresent(value -> List.of("InputLocale", "SystemLocale", "UserLocale")
                        .forEach(name -> edits.add(SettingsEdit.answer(
                                file, OOBE + "/Microsoft-Windows-International-Core/" + name, value))));
        answers.uiLanguage()
                .ifPresent(value -> edits.add(
                        SettingsEdit.answer(file, OOBE + "/Microsoft-Windows-International-Core/UILanguage", value)));
        answers.specializeCommands().forEach(command -> edits.add(SettingsEdit.command(file, SPECIALIZE, command)));
        answers.firstLogonCommands().forEach(command -> edits.add(SettingsEdit.command(file, FIRST_LOGON, command)));
        return edits;
    }

    /** What the answer file says of the password, where the agent itself does not set it. */
    private static List<SettingsEdit> answers(LaunchAgent agent, Seal.AdministratorPassword password) {
        return switch (agent) {
            case EC2LAUNCH_V2, EC2LAUNCH_V1 -> List.of();
            case EC2CONFIG -> configAnswers(password);
        };
    }

    /** Both plug-ins have disabled themselves at the builder's own first start. */
    private static List<SettingsEdit> configService(Seal.AdministratorPassword password) {
        boolean random = switch (password) {
            case RANDOM -> true;
            case SPECIFY, KEEP -> false;
        };
        return List.of(
                plugin("Ec2SetPassword", random),
                plugin("Ec2HandleUserData", true),
                plugin("Ec2WindowsActivate", true),
                SettingsEdit.node(
                        BUNDLE_CONFIG, "//Property[Name='SetPasswordAfterSysprep']/Value", random ? "Yes" : "No"));
    }

    private static SettingsEdit plugin(String name, boolean enabled) {
        return SettingsEdit.node(CONFIG, "//Plugin[Name='" + name + "']/State", enabled ? "Enabled" : "Disabled");
    }

    /** A password that an earlier seal left would be set in place of the one that is wanted. */
    private static List<SettingsEdit> configAnswers(Seal.AdministratorPassword password) {
        String account = OOBE + "/Microsoft-Windows-Shell-Setup/UserAccounts/AdministratorPassword/";
        var none = SettingsEdit.remove(CONFIG_ANSWERS, "//u:settings[@pass='oobeSystem']//u:AdministratorPassword");
        return switch (password) {
            case RANDOM -> List.of(none);
            case SPECIFY ->
                List.of(
                        none,
                        SettingsEdit.secretAnswer(CONFIG_ANSWERS, account + "Value"),
                        SettingsEdit.answer(CONFIG_ANSWERS, account + "PlainText", "true"));
            // The agent's answer file scrambles the password in case that nothing else sets one.
            case KEEP ->
                List.of(
                        none,
                        SettingsEdit.remove(
                                CONFIG_ANSWERS, "//u:RunSynchronousCommand[contains(u:Path, 'ScramblePassword.exe')]"));
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
    public static SortedMap<String, Object> arguments(Seal seal, List<ImageDrive> drives) {
        var arguments = new TreeMap<String, Object>(Map.of(
                "administratorPassword",
                seal.administratorPassword().word(),
                "method",
                seal.method().word(),
                "edits",
                of(seal, drives)));
        arguments.put("answers", seal.answers().all());
        arguments.put("unsupportedRoles", UnsupportedRoles.ALL);
        arguments.put("agentFaults", AgentFault.ALL);
        arguments.put("otherUsers", seal.tidying().otherUsers().word());
        arguments.put("cleanUp", seal.tidying().cleanUp() ? CleanUpKind.ALL : List.of());
        arguments.put("defragment", seal.tidying().defragment());
        if (!drives.isEmpty()) {
            arguments.put("drives", drives.stream().map(AgentSettings::named).toList());
        }
        seal.passwordFrom().ifPresent(from -> arguments.put("passwordFrom", from));
        return arguments;
    }

    private static String named(ImageDrive told) {
        return told.drive().letter() + ": (" + told.device() + ")";
    }
}
