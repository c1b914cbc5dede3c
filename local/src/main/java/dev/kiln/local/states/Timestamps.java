package dev.kiln.local.states;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as text: ISO 8601 in UTC. */
final class Timestamps {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Timestamps() {}

    /** With three digits after the second, as the context object and <code>$now()</code> have it. */
    static String millis(Instant instant) {
        return MILLIS.format(instant);
    }

    /** @throws DateTimeException when the text is not a time with a zone */
    static Instant parse(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
