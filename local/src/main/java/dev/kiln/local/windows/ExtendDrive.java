package dev.kiln.local.windows;

import dev.kiln.local.time.Delay;

import java.util.Optional;

/** {@code extend-drive}: the drive of Windows grows into what is free behind it on its disk. */
final class ExtendDrive {
    private static final long GIB = 1L << 30;

    private final GuestCommand command;
    private final Situation situation;
    private final RunFolder run;

    ExtendDrive(GuestCommand command, Situation situation) {
        this.command = command;
        this.situation = situation;
        this.run = new RunFolder(command);
    }

    Course course() {
        return run.again(situation)
                .orElseGet(() -> Course.of(situation.disk(), situation.draw(Delay.GUEST_SCRIPT_LOOKS), this::extended));
    }

    private Course.Ending extended(WindowsDisk disk) {
        int size = situation.hardware().rootGiB();
        int asked = Integer.parseInt(command.text("sizeGiB"));
        if (size < asked) {
            return Answer.failed("Windows sees a disk of " + size + " GiB, and " + asked + " were asked for")
                    .on(disk);
        }
        Optional<Integer> smaller =
                disk.file(DiskPaths.DRIVE_GIB).map(Integer::parseInt).filter(drive -> drive < size);
        if (smaller.isPresent() && disk.file(DiskPaths.BEHIND_DRIVE).isPresent()) {
            return Answer.failed(
                            (size - smaller.get())
                                    + " GiB of the disk are out of reach for C: because another partition stands between, or the disk has an MBR, which ends at 2 TiB")
                    .on(disk);
        }
        var change = disk.change().file(DiskPaths.DRIVE_GIB, Integer.toString(size));
        var log = new GuestLog();
        smaller.ifPresent(drive -> log.line("Extended C: from " + drive + " to " + size + " GiB."));
        var result = Answer.outcome("done").put("drive", "C:").put("bytes", size * GIB);
        return run.complete(change, log.text(), result, Course.GOOD);
    }
}
