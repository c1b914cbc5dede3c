package dev.kiln.local.windows;

import java.util.ArrayList;
import java.util.List;

/** Who on a disk waits for a restart of Windows, and what a restart does about that and about what was at work. */
final class PendingRestart {
    private PendingRestart() {}

    /** Who waits, as the guest script calls them; none when Windows waits for nothing. */
    static List<String> of(WindowsDisk disk) {
        var waiting = new ArrayList<String>();
        if (disk.pendingReboot()) {
            waiting.add("Component Based Servicing");
        }
        disk.file(DiskPaths.WINDOWS_UPDATE_RESTART).ifPresent(value -> waiting.add("Windows Update"));
        disk.file(DiskPaths.PENDING_RENAMES).ifPresent(files -> waiting.add("files to be replaced (" + files + ")"));
        return List.copyOf(waiting);
    }

    /** Windows has started: nobody waits any more but who asks at each start. */
    static WindowsDisk restarted(WindowsDisk disk) {
        var change = disk.change()
                .pendingReboot(false)
                .delete(DiskPaths.WINDOWS_UPDATE_RESTART)
                .delete(DiskPaths.PENDING_RENAMES)
                .delete(DiskPaths.BUSY_INSTALLER)
                .delete(DiskPaths.BUSY_AGENT)
                .delete(DiskPaths.SIGNED_IN);
        disk.file(DiskPaths.RENAMES_AT_EACH_START).ifPresent(files -> change.file(DiskPaths.PENDING_RENAMES, files));
        return change.done();
    }
}
