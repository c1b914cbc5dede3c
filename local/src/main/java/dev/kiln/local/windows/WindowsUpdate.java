package dev.kiln.local.windows;

import java.time.LocalDate;
import java.util.Optional;

/**
 * An update that Windows Update offers.
 *
 * @param kb its number, for example {@code KB5065432}
 * @param category its classification, for example {@code SecurityUpdates}
 * @param build the build that it raises Windows to, for a cumulative update; it holds all earlier ones
 * @param after the update without which it is not offered
 */
record WindowsUpdate(
        String kb,
        String category,
        LocalDate released,
        Optional<String> build,
        Optional<String> after,
        boolean needsRestart) {
    static WindowsUpdate cumulative(String kb, String category, LocalDate released, String build) {
        return new WindowsUpdate(kb, category, released, Optional.of(build), Optional.empty(), true);
    }

    static WindowsUpdate restarting(String kb, String category, LocalDate released) {
        return new WindowsUpdate(kb, category, released, Optional.empty(), Optional.empty(), true);
    }

    static WindowsUpdate small(String kb, String category, LocalDate released) {
        return new WindowsUpdate(kb, category, released, Optional.empty(), Optional.empty(), false);
    }

    /** One that follows another one and needs no restart. */
    static WindowsUpdate followUp(String kb, String category, LocalDate released, String after) {
        return new WindowsUpdate(kb, category, released, Optional.empty(), Optional.of(after), false);
    }
}
