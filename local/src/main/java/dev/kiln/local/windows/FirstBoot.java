package dev.kiln.local.windows;

import dev.kiln.local.time.RandomSource;

import java.util.Locale;

/**
 * The specialize and OOBE passes, which a generalized disk goes through at its next boot, whatever it was meant for.
 */
final class FirstBoot {
    /** Parts of a machine's identifier and characters of a name. */
    private static final int SID_PARTS = 3;

    private static final int NAME_DIGITS = 7;

    private FirstBoot() {}

    /** Setup has begun: the generalization is consumed, and a machine that stops in here never comes up again. */
    static WindowsDisk begin(WindowsDisk disk) {
        return disk.change()
                .imageState(WindowsDisk.UNDEPLOYABLE)
                .line(DiskPaths.SETUP_LOG, "Info [windeploy.exe] Starting the specialize pass")
                .done();
    }

    /** Setup has come to its end: the machine is somebody new. */
    static WindowsDisk finish(WindowsDisk disk, RandomSource random) {
        return account(disk)
                .imageState(WindowsDisk.COMPLETE)
                .machineSid(machineSid(random))
                .computerName("EC2AMAZ-" + random.hex(NAME_DIGITS).toUpperCase(Locale.ROOT))
                .activated(false)
                .pendingReboot(false)
                // Windows gives letters by itself again; which ones is not modelled.
                .deleteFolder(DiskPaths.DRIVES)
                // The launch agent extends the drive of Windows over the volume of the new machine.
                .delete(DiskPaths.DRIVE_GIB)
                .file(DiskPaths.DENY_RDP, "0")
                .file(DiskPaths.SETUP_ERRORS, "")
                .line(DiskPaths.SETUP_LOG, "Info [windeploy.exe] Setup completed the oobeSystem pass")
                .done();
    }

    /** The specialize pass enables the account, the OOBE pass may set its password; both do what else they are told. */
    private static DiskChange account(WindowsDisk disk) {
        var answers = AnswerFile.on(disk);
        var change = disk.change();
        answers.commands()
                .forEach(command -> change.line(DiskPaths.SETUP_LOG, "Info [windeploy.exe] Running " + command));
        answers.told().forEach((field, value) -> change.file(DiskPaths.TOLD_SETUP + field, value));
        if ("true".equals(answers.told().get("copyProfile"))) {
            // Microsoft, "Customize the default local user profile".
            change.line(DiskPaths.UNATTEND_LOG, "Info [Shell Unattend] CopyProfile succeeded.");
        }
        if (answers.setsPassword()) {
            return AdministratorAccount.specified(change);
        }
        return answers.scrambles(disk) ? AdministratorAccount.scrambled(change) : AdministratorAccount.kept(change);
    }

    /** A machine's security identifier, as Setup makes one. */
    static String machineSid(RandomSource random) {
        var sid = new StringBuilder("S-1-5-21");
        for (int part = 0; part < SID_PARTS; part++) {
            sid.append('-').append(100_000_000 + random.nextInt(1_900_000_000));
        }
        return sid.toString();
    }
}
