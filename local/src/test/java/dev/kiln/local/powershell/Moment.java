package dev.kiln.local.powershell;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A {@code System.DateTime} in UTC. */
record Moment(Instant instant) implements Thing, Comparable<Moment> {
    @Override
    public Object call(String name, List<Object> arguments) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "adddays" -> new Moment(instant.plus(Duration.ofDays(Values.number(arguments.getFirst()))));
            case "tostring" ->
                DateTimeFormatter.ofPattern(Values.text(arguments.getFirst()), Locale.ROOT)
                        .withZone(ZoneOffset.UTC)
                        .format(instant);
            default -> throw unknown(name);
        };
    }

    @Override
    public int compareTo(Moment other) {
        return instant.compareTo(other.instant);
    }
}
