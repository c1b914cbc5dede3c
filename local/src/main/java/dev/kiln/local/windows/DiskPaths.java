package dev.kiln.local.windows;

/** Where on a disk stands what matters for building images (EC2 user guide, EC2Launch v2 and v1, Sysprep). */
public final class DiskPaths {
    /** Settings of EC2Launch v2. */
    public static final String AGENT_CONFIG = "C:\\ProgramData\\Amazon\\EC2Launch\\config\\agent-config.yml";
    /** Says that the tasks of a first boot have run; here it holds the id of the instance on which they ran. */
    public static final String RUN_ONCE = "C:\\ProgramData\\Amazon\\EC2Launch\\state\\.run-once";
    /** The log of EC2Launch v2. */
    public static final String AGENT_LOG = "C:\\ProgramData\\Amazon\\EC2Launch\\log\\agent.log";
    /** Settings of EC2Launch v1. */
    public static final String LAUNCH_CONFIG =
            "C:\\ProgramData\\Amazon\\EC2-Windows\\Launch\\Config\\LaunchConfig.json";
    /** The log of EC2Launch v1. */
    public static final String LAUNCH_LOG = "C:\\ProgramData\\Amazon\\EC2-Windows\\Launch\\Log\\EC2Launch.log";
    /** The logs of the generalize pass. */
    public static final String SYSPREP_LOG = "C:\\Windows\\System32\\Sysprep\\Panther\\setupact.log";

    public static final String SYSPREP_ERRORS = "C:\\Windows\\System32\\Sysprep\\Panther\\setuperr.log";
    /** The logs of the specialize and OOBE passes. */
    public static final String SETUP_LOG = "C:\\Windows\\Panther\\setupact.log";

    public static final String SETUP_ERRORS = "C:\\Windows\\Panther\\setuperr.log";
    /** 1 while Remote Desktop is refused. */
    public static final String DENY_RDP =
            "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server!fDenyTSConnections";
    /** The domain that the machine belongs to, if it does. */
    public static final String DOMAIN = "HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters!Domain";
    /** What Kiln's guest scripts keep on a builder. */
    public static final String KILN = "C:\\ProgramData\\Kiln\\";

    private DiskPaths() {}
}
