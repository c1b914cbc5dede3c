package dev.kiln.local.windows;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** What Windows Update offers to a machine. */
final class UpdateCatalogue {
    private UpdateCatalogue() {}

    /**
     * The updates that a search finds.
     *
     * @param categories the classifications that are wanted
     * @param excluded numbers that are left out, with or without {@code KB}
     */
    static List<WindowsUpdate> offered(
            WindowsDisk disk, Instant now, Collection<String> categories, Collection<String> excluded) {
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var missing = Stream.of(WindowsRelease.values())
                .filter(release -> release.product().equals(disk.release()))
                .flatMap(release -> release.updates().stream())
                .filter(update -> !update.released().isAfter(today))
                .filter(update -> categories.contains(update.category()))
                .filter(update -> excluded.stream().noneMatch(kb -> names(kb, update)))
                .filter(update -> !disk.updates().contains(update.kb()))
                .filter(update ->
                        update.after().map(kb -> disk.updates().contains(kb)).orElse(true))
                .toList();
        var newest = missing.stream()
                .filter(update -> update.build().isPresent())
                .reduce((older, newer) -> newer)
                .filter(update -> raises(update, disk));
        return missing.stream()
                .filter(update -> update.build().isEmpty()
                        || newest.filter(update::equals).isPresent())
                .toList();
    }

    private static boolean names(String kb, WindowsUpdate update) {
        return kb.equalsIgnoreCase(update.kb()) || ("KB" + kb).equalsIgnoreCase(update.kb());
    }

    /** A cumulative update that is older than what is installed is not offered. */
    private static boolean raises(WindowsUpdate update, WindowsDisk disk) {
        return update.build()
                .filter(build -> revision(build) > revision(disk.build()))
                .isPresent();
    }

    private static int revision(String build) {
        return Integer.parseInt(build.substring(build.indexOf('.') + 1));
    }
}
