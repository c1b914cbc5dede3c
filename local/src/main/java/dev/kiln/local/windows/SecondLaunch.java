package dev.kiln.local.windows;

import dev.kiln.local.ec2.Guest;

/** EC2Launch v2 at one start: a service that does some of its tasks once after Sysprep and the others always. */
final class SecondLaunch {
    private SecondLaunch() {}

    static LaunchAgentRun run(WindowsDisk disk, Guest.Hardware hardware) {
        var config = AgentConfig.on(disk);
        var change = disk.change();
        if (disk.firstBootPending()) {
            firstBoot(disk, change, config, hardware.instanceId());
        }
        change.line(DiskPaths.AGENT_LOG, "Info: Windows is ready to use");
        return new LaunchAgentRun(
                withDrives(change.done(), config, hardware),
                LaunchAgentRun.lines(disk, "Ec2Launch service v" + disk.launchAgentVersion()),
                config.startsSsm());
    }

    /** A letter is set at every start, also that of a volume that has one (EC2 user guide, initializeVolume). */
    private static WindowsDisk withDrives(WindowsDisk disk, AgentConfig config, Guest.Hardware hardware) {
        var made = disk;
        for (var drive : config.drives().entrySet()) {
            if (hardware.volumes().containsKey(drive.getKey())) {
                made = DriveLetters.move(made, drive.getValue(), drive.getKey());
            }
        }
        return made;
    }

    private static void firstBoot(WindowsDisk disk, DiskChange change, AgentConfig config, String instanceId) {
        var type = config.passwordType();
        type.ifPresent(word -> setPassword(disk, change, word, instanceId));
        change.activated(config.activates())
                .firstBootPending(false)
                .file(DiskPaths.RUN_ONCE, instanceId)
                .file(DiskPaths.USER_DATA, instanceId)
                .line(DiskPaths.AGENT_LOG, "Info: setAdminAccount: " + type.orElse("no such task"));
    }

    private static void setPassword(WindowsDisk disk, DiskChange change, String type, String instanceId) {
        switch (type) {
            case "random" -> AdministratorAccount.random(change, instanceId);
            case "static" ->
                AdministratorAccount.setTo(AgentConfig.on(disk).clearText(), change, instanceId)
                        .file(DiskPaths.AGENT_CONFIG, AgentConfig.on(disk).withoutClearText());
            default -> AdministratorAccount.leftAlone(disk, change);
        }
    }
}
