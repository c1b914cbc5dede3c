package dev.kiln.local.windows;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Windows Update offers to a machine: of cumulative updates the newest alone. Whether a search also finds those
 * that it replaces is not documented since Windows 10, version 1709 (Microsoft,
 * "IUpdateSearcher::put_IncludePotentiallySupersededUpdates"), so nobody is to rely on it.
 */
final class UpdateCatalogue {
    private UpdateCatalogue() {}

    /** The updates that a search finds. */
    static List<WindowsUpdate> offered(WindowsDisk disk, Instant now) {
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var missing = published(disk)
                .filter(update -> !update.released().isAfter(today))
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

    /** What there is about an update of a disk's release. */
    static Optional<WindowsUpdate> find(WindowsDisk disk, String kb) {
        return published(disk).filter(update -> update.kb().equals(kb)).findFirst();
    }

    private static Stream<WindowsUpdate> published(WindowsDisk disk) {
        return Stream.of(WindowsRelease.values())
                .filter(release -> release.product().equals(disk.release()))
                .flatMap(release -> release.updates().stream());
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
