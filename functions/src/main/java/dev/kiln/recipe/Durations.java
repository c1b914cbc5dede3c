package dev.kiln.recipe;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Durations as recipes write them: {@code 90s}, {@code 45m}, {@code 1h30m}. */
public final class Durations {
    private Durations() {}

    /** Reads one; empty when it is written in another way. */
    public static Optional<Duration> read(String text) {
        try {
            return text.isEmpty() || text.matches(".*[^0-9hms].*")
                    ? Optional.empty()
                    : Optional.of(Duration.parse("PT" + text.toUpperCase(Locale.ROOT)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
