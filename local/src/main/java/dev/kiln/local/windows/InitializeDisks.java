package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.local.time.Delay;

import java.util.ArrayList;
import java.util.List;

/** {@code initialize-disks}: makes drives of volumes, unless they cannot be drives on machines of the image. */
final class InitializeDisks {
    private static final String DEVICE = "device";
    private static final String LETTER = "letter";

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
        var refused = reasons(disk, false);
        if (!refused.isEmpty()) {
            return refused(refused).on(disk);
        }
        var volumes = command.objects("volumes");
        var formatted = disk;
        for (JsonNode volume : volumes) {
            String id = text(volume, "volumeId");
            String device = text(volume, DEVICE);
            if (!situation.hardware().volumes().containsValue(id)) {
                return Answer.failed("Windows sees no disk of " + id + " (" + device
                                + "); only Nitro instances number their disks so")
                        .on(formatted);
            }
            formatted = ready(formatted, volume, volumes);
        }
        return lettered(formatted, volumes);
    }

    /** With a file system, and without a letter that the recipe gives to another one of these volumes. */
    private static WindowsDisk ready(WindowsDisk disk, JsonNode volume, List<JsonNode> volumes) {
        String device = text(volume, DEVICE);
        String label = DriveLetters.label(disk, device).orElse("");
        boolean asked = volumes.stream()
                .map(other -> text(other, LETTER))
                .filter(letter -> !letter.equals(text(volume, LETTER)))
                .anyMatch(letter ->
                        DriveLetters.device(disk, letter).filter(device::equals).isPresent());
        var ready = asked ? DriveLetters.without(disk, device) : disk;
        return ready.change().file(DiskPaths.LABELS + device, label).done();
    }

    private Course.Ending lettered(WindowsDisk disk, List<JsonNode> volumes) {
        var lettered = disk;
        for (JsonNode volume : volumes) {
            String letter = text(volume, LETTER);
            String device = text(volume, DEVICE);
            if (DriveLetters.device(lettered, letter)
                    .filter(other -> !other.equals(device))
                    .isPresent()) {
                return Answer.failed("the letter " + letter + " is taken already; choose another one in the recipe")
                        .on(lettered);
            }
            lettered = DriveLetters.move(lettered, letter, device)
                    .change()
                    .file(DiskPaths.LABELS + device, label(lettered, volume))
                    .done();
            log.line(device + " is " + letter + ":.");
            drives.add(letter + ": " + text(volume, "volumeId"));
        }
        var refused = reasons(lettered, true);
        if (!refused.isEmpty()) {
            return refused(refused).on(lettered);
        }
        var result = Answer.outcome("done");
        result.set("drives", MachineFacts.texts(drives));
        return run.complete(lettered.change(), log.text(), result, Course.GOOD);
    }

    /** The label that is wanted, or one that tells the volume from others where the launch agent has to. */
    private String label(WindowsDisk disk, JsonNode volume) {
        String wanted = text(volume, "label");
        String has = DriveLetters.label(disk, text(volume, DEVICE)).orElse("");
        boolean none =
                wanted.isEmpty() && has.isEmpty() && new ToldDrives(command, disk, situation.hardware()).byLabel();
        return none ? "Drive " + text(volume, LETTER) : wanted.isEmpty() ? has : wanted;
    }

    private List<String> reasons(WindowsDisk disk, boolean formatted) {
        return new ToldDrives(command, disk, situation.hardware()).obstacles(formatted);
    }

    private Answer refused(List<String> reasons) {
        var result = Answer.outcome("refused");
        result.set("reasons", MachineFacts.texts(reasons));
        return Answer.bad(log.text(), result);
    }

    private static String text(JsonNode volume, String field) {
        return GuestCommand.text(volume, field);
    }
}
