package dev.kiln.cli;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** As one says a limit: {@code 4 h}, {@code 1 h 30 min}, {@code 90 s} as {@code 1 min 30 s}. */
    static String spoken(Duration duration) {
        String parts = Stream.of(
                        part(duration.toHours(), "h"),
                        part(duration.toMinutesPart(), "min"),
                        part(duration.toSecondsPart(), "s"))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        return parts.isEmpty() ? "0 s" : parts;
    }

    /** What is left of a time, rounded down to what matters of it: {@code 13 days}, {@code 47 h}, {@code 20 min}. */
    static String left(Duration duration) {
        if (duration.isNegative()) {
            return "nothing";
        }
        if (duration.toDays() > 1) {
            return duration.toDays() + " days";
        }
        return duration.toHours() > 1 ? duration.toHours() + " h" : duration.toMinutes() + " min";
    }

    private static String part(long amount, String unit) {
        return amount == 0 ? "" : amount + " " + unit;
    }
}
