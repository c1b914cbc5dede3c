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

    /** The drive letters that EC2Launch v1 gives, by the labels of volumes. */
    public static final String DRIVE_LETTER_MAPPING = "DriveLetterMappingConfig.json";

    /** The drive letters that EC2Config gives, by the labels of volumes. */
    public static final String DRIVE_LETTER_CONFIG = "DriveLetterConfig.xml";

    /** How EC2Config seals. */
    public static final String BUNDLE_CONFIG = "BundleConfig.xml";

    /** The answer file that the agent gives to Sysprep, whichever agent there is and whatever it calls that. */
    public static final String ANSWERS = "answers";

    private static final String OOBE = "oobeSystem";

    /** Where the specialize pass has its commands (Microsoft, "RunSynchronousCommand"); OOBE can have none there. */
    private static final String SPECIALIZE =
            "specialize/Microsoft-Windows-Deployment/RunSynchronous/RunSynchronousCommand/Path";

    /** Where the OOBE pass has its commands (Microsoft, "FirstLogonCommands"). */
    private static final String FIRST_LOGON =
            OOBE + "/Microsoft-Windows-Shell-Setup/FirstLogonCommands/SynchronousCommand/CommandLine";

    private AgentSettings() {}

    /**
     * The changes that each agent needs for itself, by its title, because only the machine knows which one it has.
     * Those that are the same for all are not in it.
     */
    public static SortedMap<String, List<SettingsEdit>> of(Seal seal, ImageDrives drives) {
        var edits = new TreeMap<String, List<SettingsEdit>>();
        for (LaunchAgent agent : LaunchAgent.values()) {
            edits.put(agent.title(), own(agent, seal, drives));
        }
        return edits;
    }

    /** All changes for one agent; none when nothing is done to the machine. */
    public static List<SettingsEdit> edits(LaunchAgent agent, Seal seal, ImageDrives drives) {
        return Stream.of(own(agent, seal, drives), answers(seal))
                .flatMap(List::stream)
                .toList();
    }

    private static List<SettingsEdit> own(LaunchAgent agent, Seal seal, ImageDrives drives) {
        return switch (seal.method()) {
            case SYSPREP ->
                Stream.of(
                                edits(agent, seal.administratorPassword()),
                                drives(agent, drives),
                                answers(agent, seal.administratorPassword()))
                        .flatMap(List::stream)
                        .toList();
            case SHUTDOWN ->
                Stream.of(edits(agent, seal.administratorPassword()), drives(agent, drives))
                        .flatMap(List::stream)
                        .toList();
            case NONE -> List.of();
        };
    }

    private static List<SettingsEdit> answers(Seal seal) {
        return switch (seal.method()) {
            case SYSPREP -> answers(seal.answers());
            case SHUTDOWN, NONE -> List.of();
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
     * Every agent sets letters at every start. EC2Launch v2 finds a volume by its device, also one that has files (EC2
     * user guide, "Task definitions for EC2Launch v2 startup tasks", initializeVolume); the older ones find it by its
     * label ("Configure EC2Launch", "Initialize drives and map drive letters"; "EC2Config settings files",
     * DriveLetterConfig.xml), once EC2Config's plug-in for drives that are new to Windows has brought it online.
     */
    private static List<SettingsEdit> drives(LaunchAgent agent, ImageDrives drives) {
        if (drives.isEmpty()) {
            return List.of();
        }
        return switch (agent) {
            case EC2LAUNCH_V2 -> List.of(SettingsEdit.drives(AGENT_CONFIG, "initializeVolume"));
            case EC2LAUNCH_V1 -> List.of(SettingsEdit.drives(DRIVE_LETTER_MAPPING, "driveLetterMapping"));
            case EC2CONFIG ->
                List.of(
                        plugin("Ec2InitializeDrives", true),
                        plugin("Ec2SetDriveLetter", true),
                        SettingsEdit.drives(DRIVE_LETTER_CONFIG, "DriveLetterMapping"));
        };
    }

    /** What the answer file says besides, which is the same for every agent. */
    private static List<SettingsEdit> answers(Answers answers) {
        String shell = "/Microsoft-Windows-Shell-Setup/";
        var edits = new ArrayList<SettingsEdit>();
        answers.copyProfile()
                .ifPresent(
                        value -> edits.add(SettingsEdit.answer(ANSWERS, "specialize" + shell + "CopyProfile", value)));
        // The agents' files have the zone in both passes, and the later one counts.
        answers.timeZone().ifPresent(value -> {
            edits.add(SettingsEdit.answer(ANSWERS, "specialize" + shell + "TimeZone", value));
            edits.add(SettingsEdit.answer(ANSWERS, OOBE + shell + "TimeZone", value));
        });
        answers.registeredOwner()
                .ifPresent(value -> edits.add(SettingsEdit.answer(ANSWERS, OOBE + shell + "RegisteredOwner", value)));
        answers.registeredOrganization()
                .ifPresent(value ->
                        edits.add(SettingsEdit.answer(ANSWERS, OOBE + shell + "RegisteredOrganization", value)));
        answers.locale()
                .ifPresent(value -> List.of("InputLocale", "SystemLocale", "UserLocale")
                        .forEach(name -> edits.add(SettingsEdit.answer(
                                ANSWERS, OOBE + "/Microsoft-Windows-International-Core/" + name, value))));
        answers.uiLanguage()
                .ifPresent(value -> edits.add(SettingsEdit.answer(
                        ANSWERS, OOBE + "/Microsoft-Windows-International-Core/UILanguage", value)));
        answers.specializeCommands().forEach(command -> edits.add(SettingsEdit.command(ANSWERS, SPECIALIZE, command)));
        answers.firstLogonCommands().forEach(command -> edits.add(SettingsEdit.command(ANSWERS, FIRST_LOGON, command)));
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
        var none = SettingsEdit.remove(ANSWERS, "//u:settings[@pass='oobeSystem']//u:AdministratorPassword");
        return switch (password) {
            case RANDOM -> List.of(none);
            case SPECIFY ->
                List.of(
                        none,
                        SettingsEdit.secretAnswer(ANSWERS, account + "Value"),
                        SettingsEdit.answer(ANSWERS, account + "PlainText", "true"));
            // The agent's answer file scrambles the password in case that nothing else sets one.
            case KEEP ->
                List.of(
                        none,
                        SettingsEdit.remove(
                                ANSWERS, "//u:RunSynchronousCommand[contains(u:Path, 'ScramblePassword.exe')]"));
        };
    }

    private static List<SettingsEdit> secondLaunch(Seal.AdministratorPassword password) {
        String task = "setAdminAccount";
        return List.of(
                switch (password) {
                    case RANDOM -> SettingsEdit.task(AGENT_CONFIG, task, "random");
                    case SPECIFY -> SettingsEdit.task(AGENT_CONFIG, task, SettingsEdit.STATIC);
                    case KEEP -> SettingsEdit.task(AGENT_CONFIG, task, "doNothing");
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
    public static SortedMap<String, Object> arguments(Seal seal, ImageDrives drives) {
        var arguments = new TreeMap<String, Object>(Map.of(
                "administratorPassword",
                seal.administratorPassword().word(),
                "method",
                seal.method().word(),
                "edits",
                of(seal, drives)));
        arguments.put("answers", seal.answers().all());
        arguments.put("answerEdits", answers(seal));
        arguments.put("unsupportedRoles", UnsupportedRoles.ALL);
        arguments.put("agentFaults", AgentFault.ALL);
        arguments.put("otherUsers", seal.tidying().otherUsers().word());
        arguments.put("cleanUp", seal.tidying().cleanUp() ? CleanUpKind.ALL : List.of());
        arguments.put("defragment", seal.tidying().defragment());
        arguments.putAll(drives.arguments(seal));
        seal.passwordFrom().ifPresent(from -> arguments.put("passwordFrom", from));
        return arguments;
    }
}
