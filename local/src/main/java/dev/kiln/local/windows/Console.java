package dev.kiln.local.windows;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** What the launch agent writes to the serial port, in the form in which GetConsoleOutput shows it. */
final class Console {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private final StringBuilder text = new StringBuilder();

    void restart() {
        text.setLength(0);
    }

    void line(Instant at, String line) {
        text.append(TIME.format(at)).append(": ").append(line).append('\n');
    }

    void lines(Instant at, List<String> lines) {
        lines.forEach(line -> line(at, line));
    }

    String text() {
        return text.toString();
    }
}
