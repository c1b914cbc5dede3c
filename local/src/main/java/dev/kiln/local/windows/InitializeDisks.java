package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.local.time.Delay;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code initialize-disks}: makes drives of volumes. What is on a volume is not modelled: one that is formatted is one
 * with a letter.
 */
final class InitializeDisks {
    private final GuestCommand command;
    private final Situation situation;
    private final RunFolder run;
    private final GuestLog log = new GuestLog();
    private final List<String> drives = new ArrayList<>();

    InitializeDisks(GuestCommand command, Situation situation) {
        this.command = command;
        this.situation = situation;
        this.run = new RunFolder(command);
    }

    Course course() {
        return run.again(situation)
                .orElseGet(
                        () -> Course.of(situation.disk(), situation.draw(Delay.GUEST_SCRIPT_LOOKS), this::initialized));
    }

    private Course.Ending initialized(WindowsDisk disk) {
        var change = disk.change();
        for (JsonNode volume : command.objects("volumes")) {
            String id = GuestCommand.text(volume, "volumeId");
            String letter = GuestCommand.text(volume, "letter");
            String device = GuestCommand.text(volume, "device");
            if (!situation.hardware().volumes().containsValue(id)) {
                return Answer.failed("Windows sees no disk of " + id + " (" + device
                                + "); only Nitro instances number their disks so")
                        .on(change.done());
            }
            String place = DiskPaths.DRIVES + letter + ":";
            if (disk.file(place).filter(other -> !other.equals(id)).isPresent()) {
                return Answer.failed("the letter " + letter + " is taken already; choose another one in the recipe")
                        .on(change.done());
            }
            change.file(place, id);
            log.line(device + " is " + letter + ":.");
            drives.add(letter + ": " + id);
        }
        var result = Answer.outcome("done");
        result.set("drives", MachineFacts.texts(drives));
        return run.complete(change, log.text(), result, Course.GOOD);
    }
}
