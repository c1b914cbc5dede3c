package dev.kiln.local.windows;

import dev.kiln.local.ec2.Guest;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Which volume has which letter. Of what is on a volume only its label is modelled, and the root disk keeps it, by the
 * device of the volume: so it comes into an image, and a volume that has none there has no file system.
 */
final class DriveLetters {
    private static final String LETTERS = "DEFGHIJKLMNOPQRSTUVWXYZ";

    /** What an older launch agent is told: the letter of the volume with a label. */
    record Mapping(String label, String letter) {
        /** @param told as a change of settings has it: letter, device and label */
        static Mapping read(String told) {
            var words = List.of(told.split(" ", 3));
            return new Mapping(words.get(2), words.getFirst());
        }

        boolean gives(String other) {
            return letter.equalsIgnoreCase(other);
        }

        boolean names(String other) {
            return label.equalsIgnoreCase(other);
        }
    }

    private DriveLetters() {}

    /** The device of the volume that has a letter. */
    static Optional<String> device(WindowsDisk disk, String letter) {
        return disk.file(DiskPaths.DRIVES + letter + ":");
    }

    /** The label of the volume of a device, empty when it has none; nothing when it has no file system. */
    static Optional<String> label(WindowsDisk disk, String device) {
        return disk.file(DiskPaths.LABELS + device);
    }

    /** The disk with a letter that is that of a device's volume alone. */
    static WindowsDisk move(WindowsDisk disk, String letter, String device) {
        return without(disk, device)
                .change()
                .file(DiskPaths.DRIVES + letter + ":", device)
                .done();
    }

    /** The disk without a letter for a device's volume. */
    static WindowsDisk without(WindowsDisk disk, String device) {
        var change = disk.change();
        letters(disk).forEach((place, other) -> {
            if (other.equals(device)) {
                change.delete(place);
            }
        });
        return change.done();
    }

    /**
     * The disk after Windows has started: a letter belongs to a volume that is there, and a volume that has a file
     * system and no letter gets the next that is free (Microsoft, "mountvol"). In which order nobody promises; here it
     * is that of their devices.
     */
    static WindowsDisk mounted(WindowsDisk disk, Guest.Hardware hardware) {
        var change = disk.change();
        letters(disk).forEach((place, device) -> {
            if (!hardware.volumes().containsKey(device)) {
                change.delete(place);
            }
        });
        var mounted = change.done();
        for (String device : hardware.volumes().keySet()) {
            if (label(disk, device).isPresent() && !letters(mounted).containsValue(device)) {
                mounted = move(mounted, free(mounted), device);
            }
        }
        return mounted;
    }

    /**
     * The disk after an older agent has made volumes without a file system drives, each with the next free letter and
     * without a label (EC2 user guide, "Configure EC2Launch" and "EC2Config settings files").
     */
    static WindowsDisk initialized(WindowsDisk disk, Guest.Hardware hardware) {
        var formatted = disk.change();
        // The first one is the root volume, by whose name no other may come before.
        hardware.volumes().keySet().stream()
                .skip(1)
                .filter(device -> label(disk, device).isEmpty())
                .forEach(device -> formatted.file(DiskPaths.LABELS + device, ""));
        return mounted(formatted.done(), hardware);
    }

    /**
     * The disk after an older agent has given letters by labels. A label that no volume has, or more than one, and a
     * letter that is in use are passed over ("EC2Config settings files": "The mapping fails if the drive letter is
     * already in use"; EC2Launch's InitializeDisks.ps1 skips them with a line in its log).
     */
    static WindowsDisk mapped(WindowsDisk disk, Guest.Hardware hardware, List<Mapping> mappings) {
        var mapped = disk;
        for (Mapping mapping : mappings) {
            var named = named(mapped, hardware, mapping.label()).toList();
            if (named.size() == 1 && device(mapped, mapping.letter()).isEmpty()) {
                mapped = move(mapped, mapping.letter(), named.getFirst());
            }
        }
        return mapped;
    }

    /** The devices of the volumes that have a label, whatever its case. */
    static Stream<String> named(WindowsDisk disk, Guest.Hardware hardware, String label) {
        return hardware.volumes().keySet().stream()
                .filter(device ->
                        label(disk, device).filter(label::equalsIgnoreCase).isPresent());
    }

    private static String free(WindowsDisk disk) {
        return LETTERS.chars()
                .mapToObj(Character::toString)
                .filter(letter -> device(disk, letter).isEmpty())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no letter is left"));
    }

    private static SortedMap<String, String> letters(WindowsDisk disk) {
        // The sign behind the colon of the last letter.
        return disk.files().subMap(DiskPaths.DRIVES, DiskPaths.DRIVES + "[");
    }
}
