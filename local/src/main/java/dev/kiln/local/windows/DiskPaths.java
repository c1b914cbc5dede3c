package dev.kiln.local.windows;

/** Where on a disk stands what matters for building images (EC2 user guide, EC2Launch v2 and v1, Sysprep). */
public final class DiskPaths {
    /** Settings of EC2Launch v2. */
    public static final String AGENT_CONFIG = "C:\\ProgramData\\Amazon\\EC2Launch\\config\\agent-config.yml";
    /**
     * Says that the launch agent has done its work of a first boot; here it holds the id of the instance on which it
     * did. EC2Launch v1 and EC2Config, which write no such file, are taken to write it too.
     */
    public static final String RUN_ONCE = "C:\\ProgramData\\Amazon\\EC2Launch\\state\\.run-once";
    /** The log of EC2Launch v2. */
    public static final String AGENT_LOG = "C:\\ProgramData\\Amazon\\EC2Launch\\log\\agent.log";
    /** Settings of EC2Launch v1. */
    public static final String LAUNCH_CONFIG =
            "C:\\ProgramData\\Amazon\\EC2-Windows\\Launch\\Config\\LaunchConfig.json";
    /** The log of EC2Launch v1. */
    public static final String LAUNCH_LOG = "C:\\ProgramData\\Amazon\\EC2-Windows\\Launch\\Log\\EC2Launch.log";
    /** Which plug-ins EC2Config runs. */
    public static final String CONFIG_XML = "C:\\Program Files\\Amazon\\Ec2ConfigService\\Settings\\Config.xml";
    /** How EC2Config seals. */
    public static final String BUNDLE_CONFIG_XML =
            "C:\\Program Files\\Amazon\\Ec2ConfigService\\Settings\\BundleConfig.xml";
    /** The answer file of EC2Config. */
    public static final String CONFIG_ANSWERS = "C:\\Program Files\\Amazon\\Ec2ConfigService\\sysprep2008.xml";
    /** The log of EC2Config. */
    public static final String CONFIG_LOG = "C:\\Program Files\\Amazon\\Ec2ConfigService\\Logs\\Ec2ConfigLog.txt";
    /** The answer file of EC2Launch v2. */
    public static final String SECOND_ANSWERS = "C:\\ProgramData\\Amazon\\EC2Launch\\sysprep\\unattend.xml";
    /** The answer file of EC2Launch v1. */
    public static final String FIRST_ANSWERS = "C:\\ProgramData\\Amazon\\EC2-Windows\\Launch\\Sysprep\\Unattend.xml";
    /** What Setup was told, by the name of the field in a recipe. */
    public static final String TOLD_SETUP = "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion!";
    /** The logs of the generalize pass. */
    public static final String SYSPREP_LOG = "C:\\Windows\\System32\\Sysprep\\Panther\\setupact.log";

    public static final String SYSPREP_ERRORS = "C:\\Windows\\System32\\Sysprep\\Panther\\setuperr.log";
    /** The logs of the specialize and OOBE passes. */
    public static final String SETUP_LOG = "C:\\Windows\\Panther\\setupact.log";

    public static final String SETUP_ERRORS = "C:\\Windows\\Panther\\setuperr.log";
    /** What Setup says of the parts of the answer file that are the shell's. */
    public static final String UNATTEND_LOG = "C:\\Windows\\Panther\\UnattendGC\\setupact.log";
    /** 1 while Remote Desktop is refused. */
    public static final String DENY_RDP =
            "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server!fDenyTSConnections";
    /** Set when packages of the shell are not registered whole, as after a Sysprep that ran as SYSTEM. */
    public static final String BROKEN_SHELL = "MicrosoftWindows.Client.CBS!Status";
    /** The domain that the machine belongs to, if it does. */
    public static final String DOMAIN = "HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters!Domain";
    /** The built-in account: {@code enabled} or {@code disabled}. */
    public static final String ADMINISTRATOR = "HKLM\\SAM!Administrator";
    /** Whose password the built-in account has, see {@link AdministratorAccount}. */
    public static final String PASSWORD = "HKLM\\SAM!Administrator password";
    /** Users besides those that Windows brings, by name. */
    public static final String USERS = "HKLM\\SAM\\Users!";
    /** The id of the instance whose user data was run last. */
    public static final String USER_DATA = "C:\\ProgramData\\Amazon\\user-data";
    /** The gateways of the routes to single addresses that outlive a restart, by the address. */
    public static final String PERSISTENT_ROUTES =
            "HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\\PersistentRoutes!";
    /** Set while Windows Update waits for a restart. */
    public static final String WINDOWS_UPDATE_RESTART =
            "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update!RebootRequired";
    /** The files that Windows replaces at its next start. */
    public static final String PENDING_RENAMES =
            "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager!PendingFileRenameOperations";
    /** The files that a program on the disk has Windows replace at each start anew. */
    public static final String RENAMES_AT_EACH_START = "C:\\Program Files\\Restless\\restless.txt";
    /** Who is signed in. */
    public static final String SIGNED_IN = "HKLM\\SOFTWARE\\Microsoft\\Windows\\Sessions!1";
    /** Who is installing something and does not come to an end. */
    public static final String BUSY_INSTALLER = "Global\\_MSIExecute!owner";
    /** Set while the launch agent still sets the machine up and does not come to an end. */
    public static final String BUSY_AGENT = "InitializeInstance.ps1!running";
    /** The volume that BitLocker encrypts. */
    public static final String BITLOCKER = "Win32_EncryptableVolume!DriveLetter";
    /** What is free on the volume of Windows, in MB; enough when nothing is said. */
    public static final String FREE_MB = "C:!free";
    /** The policy "Do not allow storage of passwords and credentials for network authentication": 1 when it is on. */
    public static final String NO_STORED_PASSWORDS = "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa!DisableDomainCreds";

    /** How large the drive of Windows is, in GiB; as large as its volume when nothing is said. */
    public static final String DRIVE_GIB = "C:!size";
    /** The partition that stands behind the drive of Windows on its disk, if there is one. */
    public static final String BEHIND_DRIVE = "C:!behind";
    /** Where Windows keeps its event logs. */
    public static final String EVENT_LOGS = "C:\\Windows\\System32\\winevt\\Logs";

    public static final String SYSTEM_EVENTS = EVENT_LOGS + "\\System.evtx";
    /** Where Windows Update keeps what it has downloaded. */
    public static final String UPDATE_DOWNLOADS = "C:\\Windows\\SoftwareDistribution\\Download\\";
    /** What installers and scripts that run as SYSTEM leave behind. */
    public static final String TEMPORARY = "C:\\Windows\\Temp\\";
    /** The log of the SSM agent. */
    public static final String SSM_LOG = "C:\\ProgramData\\Amazon\\SSM\\Logs\\amazon-ssm-agent.log";
    /** The devices whose volumes have a drive letter, by the letter and a colon. */
    public static final String DRIVES = "HKLM\\SYSTEM\\MountedDevices!";
    /** The label of a volume that has a file system, by its device; see {@link DriveLetters}. */
    public static final String LABELS = "MSFT_Volume.FileSystemLabel!";
    /** Which letters EC2Launch v1 gives to which labels. */
    public static final String DRIVE_LETTER_MAPPING =
            "C:\\ProgramData\\Amazon\\EC2-Windows\\Launch\\Config\\DriveLetterMappingConfig.json";
    /** Has EC2Launch v1 initialize disks at each start. */
    public static final String DISK_TASK = "C:\\Windows\\System32\\Tasks\\Amazon Ec2 Launch - Disk Initialization";
    /** Which letters EC2Config gives to which labels. */
    public static final String DRIVE_LETTER_CONFIG =
            "C:\\Program Files\\Amazon\\Ec2ConfigService\\Settings\\DriveLetterConfig.xml";
    /** The day on which an update was installed, by its number; there is none for what came with the image. */
    public static final String INSTALLED_ON = "Win32_QuickFixEngineering.InstalledOn!";
    /** What Kiln's guest scripts keep on a builder. */
    public static final String KILN = "C:\\ProgramData\\Kiln\\";

    private DiskPaths() {}
}
