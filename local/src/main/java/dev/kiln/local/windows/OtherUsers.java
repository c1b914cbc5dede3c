package dev.kiln.local.windows;

import java.util.List;
import java.util.stream.Stream;

/**
 * Users and profiles of a disk that are not to be in an image, as the guest script finds, words and removes them. A
 * profile has a user of the same name.
 */
final class OtherUsers {
    private static final String ADMINISTRATOR = "Administrator";
    private static final String MEND = " would be part of the image; ";

    private final WindowsDisk disk;
    private final List<String> kept;
    private final boolean remove;

    OtherUsers(GuestCommand command, WindowsDisk disk) {
        this.disk = disk;
        this.kept = command.texts("keptUsers");
        this.remove = command.arguments().path("otherUsers").asText().equals("remove");
    }

    private List<String> profiles() {
        return disk.profiles().stream()
                .filter(name -> !name.equals(ADMINISTRATOR) && !kept.contains(name))
                .toList();
    }

    /** Users who have never signed in. */
    private List<String> users() {
        return disk.files().tailMap(DiskPaths.USERS).keySet().stream()
                .takeWhile(path -> path.startsWith(DiskPaths.USERS))
                .map(path -> path.substring(DiskPaths.USERS.length()))
                .filter(name -> !kept.contains(name) && !disk.profiles().contains(name))
                .toList();
    }

    /** Who would be in the image, or cannot be removed. */
    List<String> obstacles() {
        return remove
                ? profiles().stream()
                        .filter(name -> disk.file(DiskPaths.SIGNED_IN)
                                .filter(name::equals)
                                .isPresent())
                        .map(name -> path(name)
                                + " is in use and cannot be removed; sign its user off, or restart the machine")
                        .toList()
                : Stream.concat(
                                profiles().stream()
                                        .map(name -> path(name) + MEND
                                                + "remove it with its user, or write otherUsers: remove"),
                                users().stream()
                                        .map(name ->
                                                "the user " + name + MEND + "remove it, or write otherUsers: remove"))
                        .toList();
    }

    /** Removes them when the recipe says so. */
    void remove(DiskChange change, GuestLog log) {
        if (!remove) {
            return;
        }
        var profiles = profiles();
        var users = users();
        profiles.forEach(name -> log.line("Removed " + path(name) + "."));
        change.withoutProfiles(profiles);
        Stream.concat(profiles.stream(), users.stream()).forEach(name -> {
            log.line("Removed the user " + name + ".");
            change.delete(DiskPaths.USERS + name);
        });
    }

    private static String path(String name) {
        return "the user profile C:\\Users\\" + name;
    }
}
