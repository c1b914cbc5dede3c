package dev.kiln.local.windows;

import java.util.Optional;

/**
 * The built-in account of a disk: whether it is enabled, and whose password it has. No password is kept here, only
 * where it comes from.
 */
final class AdministratorAccount {
    /** Nobody knows it: Setup has set a random one, or Kiln has. */
    static final String SCRAMBLED = "scrambled";

    /** The one that a recipe specifies. */
    static final String SPECIFIED = "specified";

    private static final String RANDOM = "random of ";
    private static final String ENABLED = "enabled";
    private static final String DISABLED = "disabled";

    private AdministratorAccount() {}

    static boolean disabled(WindowsDisk disk) {
        return disk.file(DiskPaths.ADMINISTRATOR).filter(DISABLED::equals).isPresent();
    }

    static Optional<String> password(WindowsDisk disk) {
        return disk.file(DiskPaths.PASSWORD);
    }

    /** Whether the launch agent has set the password to specify. */
    static boolean specified(WindowsDisk disk) {
        return password(disk).filter(SPECIFIED::equals).isPresent();
    }

    /** Whether the launch agent has set a random password on this machine, which its key pair can read. */
    static boolean randomOf(WindowsDisk disk, String instanceId) {
        return password(disk).filter((RANDOM + instanceId)::equals).isPresent();
    }

    static DiskChange random(DiskChange change, String instanceId) {
        return change.file(DiskPaths.ADMINISTRATOR, ENABLED).file(DiskPaths.PASSWORD, RANDOM + instanceId);
    }

    static DiskChange specified(DiskChange change) {
        return change.file(DiskPaths.ADMINISTRATOR, ENABLED).file(DiskPaths.PASSWORD, SPECIFIED);
    }

    /**
     * A launch agent sets the password that it was told. One that Windows does not take it replaces by a random one,
     * and tells nobody (EC2 user guide, "Configure EC2Launch v2 settings" and "Use Sysprep with EC2Launch").
     */
    static DiskChange setTo(String password, DiskChange change, String instanceId) {
        return Passwords.obstacles(password).isEmpty() ? specified(change) : random(change, instanceId);
    }

    static DiskChange kept(DiskChange change) {
        return change.file(DiskPaths.ADMINISTRATOR, ENABLED);
    }

    static DiskChange scrambled(DiskChange change) {
        return change.file(DiskPaths.ADMINISTRATOR, ENABLED).file(DiskPaths.PASSWORD, SCRAMBLED);
    }

    /**
     * The launch agent was told to leave the password alone: after Sysprep nobody has set one, so Windows leaves the
     * account disabled.
     */
    static DiskChange leftAlone(WindowsDisk disk, DiskChange change) {
        return password(disk).filter(SCRAMBLED::equals).isPresent()
                ? change.file(DiskPaths.ADMINISTRATOR, DISABLED)
                : change;
    }
}
