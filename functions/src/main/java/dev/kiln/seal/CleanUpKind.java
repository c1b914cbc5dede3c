package dev.kiln.seal;

import java.util.List;

/**
 * Files that a machine of an image does not need. Files in use stay. Event logs are no kind of these, because Windows
 * clears them by itself when asked to.
 *
 * @param kind for people
 * @param paths of folders, with everything below them; environment variables of Windows stand between percent signs,
 *     and a star for any name
 */
public record CleanUpKind(String kind, List<String> paths) {
    public CleanUpKind {
        paths = List.copyOf(paths);
    }

    /** All that are deleted. Logs of Setup stay: they say how the machine was sealed. */
    static final List<CleanUpKind> ALL = List.of(
            new CleanUpKind(
                    "temporary files", List.of("%windir%\\Temp", "%SystemDrive%\\Users\\*\\AppData\\Local\\Temp")),
            new CleanUpKind("Windows Update downloads", List.of("%windir%\\SoftwareDistribution\\Download")),
            new CleanUpKind(
                    "launch agent logs",
                    List.of(
                            "%ProgramData%\\Amazon\\EC2Launch\\log",
                            "%ProgramData%\\Amazon\\EC2-Windows\\Launch\\Log",
                            "%ProgramFiles%\\Amazon\\Ec2ConfigService\\Logs")),
            new CleanUpKind("SSM agent logs", List.of("%ProgramData%\\Amazon\\SSM\\Logs")),
            new CleanUpKind(
                    "PowerShell history",
                    List.of(
                            "%SystemDrive%\\Users\\*\\AppData\\Roaming\\Microsoft\\Windows\\PowerShell\\PSReadLine",
                            "%windir%\\System32\\config\\systemprofile\\AppData\\Roaming\\Microsoft\\Windows\\PowerShell\\PSReadLine")));
}
