package dev.kiln.cli;

import java.time.Duration;

/** Durations as people read them. */
final class Durations {
    private Durations() {}

    /** Hours, minutes and seconds of the account's clock. */
    static String clock(Duration duration) {
        return "%d:%02d:%02d".formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
    }

    /** Seconds of the real clock with one decimal. */
    static String real(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1000.0);
    }
}
