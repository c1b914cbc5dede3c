package dev.kiln.local.windows;

import dev.kiln.local.ec2.Guest;

/**
 * EC2Launch v1 at one start: a scheduled task, which runs when it was scheduled for this start and then turns itself
 * and its password setting off. Without it nobody sets the password, runs user data or mends the routes.
 */
final class FirstLaunch {
    private FirstLaunch() {}

    static LaunchAgentRun run(WindowsDisk disk, Guest.Hardware hardware) {
        var change = disk.change();
        if (disk.firstBootPending()) {
            firstBoot(disk, change, hardware);
        }
        change.line(DiskPaths.LAUNCH_LOG, "Message: Windows is Ready to use");
        var after = withDrives(change.done(), hardware);
        return new LaunchAgentRun(
                after,
                LaunchAgentRun.lines(disk, "Ec2Launch v" + disk.launchAgentVersion()),
                // The SSM agent has its credentials from instance metadata.
                Gateway.reachesMetadata(after, hardware));
    }

    /** Another scheduled task runs at each start, once it is there. */
    private static WindowsDisk withDrives(WindowsDisk disk, Guest.Hardware hardware) {
        return disk.file(DiskPaths.DISK_TASK).isEmpty()
                ? disk
                : DriveLetters.mapped(DriveLetters.initialized(disk, hardware), hardware, DriveLetterMapping.on(disk));
    }

    private static void firstBoot(WindowsDisk disk, DiskChange change, Guest.Hardware hardware) {
        var config = LaunchConfig.on(disk);
        switch (config.passwordType()) {
            case "Random" -> AdministratorAccount.random(change, hardware.instanceId());
            case "Specify" -> AdministratorAccount.setTo(config.password(), change, hardware.instanceId());
            default -> AdministratorAccount.leftAlone(disk, change);
        }
        if (config.handlesUserData()) {
            change.file(DiskPaths.USER_DATA, hardware.instanceId());
        }
        Gateway.keep(change, hardware);
        change.activated(true)
                .firstBootPending(false)
                .file(DiskPaths.RUN_ONCE, hardware.instanceId())
                .line(DiskPaths.LAUNCH_LOG, "adminPasswordType: " + config.passwordType())
                .file(DiskPaths.LAUNCH_CONFIG, config.afterFirstBoot());
    }
}
