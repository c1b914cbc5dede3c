package dev.kiln.local.windows;

import dev.kiln.local.ec2.Guest;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The drives that a guest script is told of, what the launch agent is told of them, and what it cannot make. */
final class ToldDrives {
    private static final String ADDED = "addedDrives";
    private static final String LETTERS = "CDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String MEND = "begin with a parent that has EC2Launch v2, or take driveLetter out";

    private final GuestCommand command;
    private final WindowsDisk disk;
    private final Guest.Hardware hardware;

    ToldDrives(GuestCommand command, WindowsDisk disk, Guest.Hardware hardware) {
        this.command = command;
        this.disk = disk;
        this.hardware = hardware;
    }

    private Stream<String> drives() {
        return Stream.concat(command.texts("drives").stream(), command.texts(ADDED).stream());
    }

    /** Whether drives are told to a launch agent that knows volumes by their labels. */
    boolean byLabel() {
        return !disk.launchAgent().equals(LaunchAgentRun.EC2LAUNCH_V2)
                && drives().findAny().isPresent();
    }

    /** As a change of settings has them. */
    String lines() {
        return drives().map(drive -> byLabel()
                        ? letter(drive) + " " + device(drive) + " "
                                + ownLabel(drive).orElse("")
                        : drive)
                .collect(Collectors.joining("\n"));
    }

    /**
     * Why the agent cannot make drives, as the guest scripts word it.
     *
     * @param formatted whether the volumes have labels to look at
     */
    List<String> obstacles(boolean formatted) {
        return byLabel()
                ? drives().flatMap(drive -> obstacle(drive, formatted).stream()).toList()
                : List.of();
    }

    private Optional<String> obstacle(String drive, boolean formatted) {
        String named = "the drive " + letter(drive) + ": (" + device(drive) + "), because it ";
        String cannot = disk.launchAgent() + " cannot make " + named + "knows volumes by their labels, and ";
        String last = lastLetter();
        if (command.texts(ADDED).contains(drive)) {
            return Optional.of(cannot + "the image adds this one; write it under builder.volumes, " + MEND);
        }
        if (letter(drive).compareTo(last) <= 0) {
            return Optional.of(disk.launchAgent() + " may not make " + named
                    + "takes no letter from another volume, and Windows gives the letters up to " + last
                    + " to any of them; write a letter behind " + last + ", " + MEND);
        }
        return formatted && ownLabel(drive).isEmpty()
                ? Optional.of(cannot + "this one has none of its own; label it on the builder, " + MEND)
                : Optional.empty();
    }

    /** The label of the volume, if no other has the same. */
    private Optional<String> ownLabel(String drive) {
        return DriveLetters.device(disk, letter(drive))
                .flatMap(device -> DriveLetters.label(disk, device))
                .filter(label -> !label.isEmpty()
                        && DriveLetters.named(disk, hardware, label).count() == 1);
    }

    private String lastLetter() {
        int volumes = hardware.volumes().size()
                - 1
                + command.arguments().path("addedVolumes").asInt();
        boolean anew = command.text("method").equals("sysprep") && volumes > 1;
        return LETTERS.substring(anew ? volumes : 0, anew ? volumes + 1 : 1);
    }

    private static String letter(String drive) {
        return drive.substring(0, 1);
    }

    private static String device(String drive) {
        return drive.split(" ", 3)[1];
    }
}
