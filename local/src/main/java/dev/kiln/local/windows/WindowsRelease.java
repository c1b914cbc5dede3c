package dev.kiln.local.windows;

import java.time.LocalDate;
import java.util.List;

/** A release of Windows Server, and what Microsoft has published for it in the months that a local account knows. */
enum WindowsRelease {
    SERVER_2016("2016", 14393, 8519, 5098000, LaunchAgentRun.EC2LAUNCH_V1, "1.4.299"),
    SERVER_2019("2019", 17763, 9239, 5098100, LaunchAgentRun.EC2LAUNCH_V1, "1.4.299"),
    SERVER_2022("2022", 20348, 5662, 5098200, LaunchAgentRun.EC2LAUNCH_V2, "2.4.0"),
    SERVER_2025("2025", 26100, 9862, 5098300, LaunchAgentRun.EC2LAUNCH_V2, "2.4.0");

    /** The tool that removes malicious software, and the definitions of Defender: Microsoft keeps their numbers. */
    private static final String REMOVAL_TOOL = "KB890830";

    private static final String DEFINITIONS = "KB2267602";
    private static final int A_MONTH = 113;
    private static final int FRAMEWORK = 50;
    private static final int FOLLOW_UP = 90;

    private final String year;
    private final int major;
    private final int firstRevision;
    private final int firstNumber;
    private final String agent;
    private final String agentVersion;

    WindowsRelease(String year, int major, int firstRevision, int firstNumber, String agent, String agentVersion) {
        this.year = year;
        this.major = major;
        this.firstRevision = firstRevision;
        this.firstNumber = firstNumber;
        this.agent = agent;
        this.agentVersion = agentVersion;
    }

    String year() {
        return year;
    }

    String product() {
        return "Windows Server " + year + " Datacenter";
    }

    String agent() {
        return agent;
    }

    String agentVersion() {
        return agentVersion;
    }

    /**
     * What Windows Update has for this release, oldest first. The numbers of the monthly updates and of the builds are
     * made up, in the form of real ones.
     */
    List<WindowsUpdate> updates() {
        return List.of(
                cumulative("2026-10-13", 0),
                framework("2026-10-13", 0),
                cumulative("2026-11-10", 1),
                framework("2026-11-10", 1),
                WindowsUpdate.small(
                        REMOVAL_TOOL,
                        "Windows Malicious Software Removal Tool x64 - v5.137 (" + REMOVAL_TOOL + ")",
                        "UpdateRollups",
                        LocalDate.parse("2026-11-10")),
                cumulative("2026-11-17", 2),
                followUp("2026-11-17", 2),
                WindowsUpdate.small(
                        DEFINITIONS,
                        "Security Intelligence Update for Microsoft Defender Antivirus - " + DEFINITIONS,
                        "DefinitionUpdates",
                        LocalDate.parse("2026-11-20")));
    }

    private WindowsUpdate cumulative(String date, int index) {
        String build = major + "." + (firstRevision + A_MONTH * index);
        String kb = "KB" + (firstNumber + index);
        return WindowsUpdate.cumulative(
                kb, title(date, "Cumulative Update", kb), "Critical", LocalDate.parse(date), build);
    }

    private WindowsUpdate framework(String date, int index) {
        String kb = "KB" + (firstNumber + FRAMEWORK + index);
        return WindowsUpdate.restarting(
                kb, title(date, "Cumulative Update for .NET Framework", kb), "Important", LocalDate.parse(date));
    }

    private WindowsUpdate followUp(String date, int index) {
        String kb = "KB" + (firstNumber + FOLLOW_UP);
        return WindowsUpdate.small(kb, title(date, "Update", kb), "CriticalUpdates", LocalDate.parse(date))
                .following("KB" + (firstNumber + index));
    }

    private String title(String date, String what, String kb) {
        return date.substring(0, "yyyy-MM".length()) + " " + what + " for Windows Server " + year
                + " for x64-based Systems (" + kb + ")";
    }
}
