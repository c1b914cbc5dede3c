package dev.kiln.local.windows;

import java.time.LocalDate;
import java.util.Optional;

/**
 * An update that Windows Update offers.
 *
 * @param kb its number, for example {@code KB5065432}
 * @param title as the history of Windows Update shows it
 * @param category its classification, for example {@code SecurityUpdates}
 * @param severity its rating by Microsoft's Security Response Center; only updates that mend a weakness have one
 * @param released when it was last published
 * @param build the build that it raises Windows to, for a cumulative update; it holds all earlier ones
 * @param after the update without which it is not offered
 */
record WindowsUpdate(
        String kb,
        String title,
        String category,
        Optional<String> severity,
        LocalDate released,
        Optional<String> build,
        Optional<String> after,
        boolean needsRestart) {
    static WindowsUpdate cumulative(String kb, String title, String severity, LocalDate released, String build) {
        return new WindowsUpdate(
                kb,
                title,
                "SecurityUpdates",
                Optional.of(severity),
                released,
                Optional.of(build),
                Optional.empty(),
                true);
    }

    static WindowsUpdate restarting(String kb, String title, String severity, LocalDate released) {
        return new WindowsUpdate(
                kb,
                title,
                "SecurityUpdates",
                Optional.of(severity),
                released,
                Optional.empty(),
                Optional.empty(),
                true);
    }

    static WindowsUpdate small(String kb, String title, String category, LocalDate released) {
        return new WindowsUpdate(
                kb, title, category, Optional.empty(), released, Optional.empty(), Optional.empty(), false);
    }

    /** This one, offered to machines that have another one. */
    WindowsUpdate following(String other) {
        return new WindowsUpdate(kb, title, category, severity, released, build, Optional.of(other), needsRestart);
    }
}
