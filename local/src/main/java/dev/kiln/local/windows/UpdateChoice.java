package dev.kiln.local.windows;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Which of the offered updates a recipe asks for, as the guest script decides it.
 *
 * @param severities empty for every rating
 * @param include numbers, with or without {@code KB}, that are wanted whatever else holds
 * @param exclude numbers that are not wanted in any case
 */
record UpdateChoice(
        List<String> categories,
        List<String> severities,
        int olderThanDays,
        List<String> include,
        List<String> exclude) {
    static UpdateChoice of(GuestCommand command) {
        return new UpdateChoice(
                command.texts("categories"),
                command.texts("severities"),
                command.arguments().path("olderThanDays").asInt(),
                command.texts("include"),
                command.texts("exclude"));
    }

    /** Why an update is left out; empty when it is wanted. */
    Optional<String> obstacle(WindowsUpdate update, Instant now) {
        if (names(exclude, update)) {
            return Optional.of("it is excluded");
        }
        if (names(include, update)) {
            return Optional.empty();
        }
        if (!categories.contains(update.category())) {
            return Optional.of("it is of another category");
        }
        String severity = update.severity().orElse("");
        if (!severities.isEmpty() && !severities.contains(severity)) {
            return Optional.of("it is rated '" + severity + "'");
        }
        var latest = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(olderThanDays);
        return Optional.of("it was published on " + update.released() + ", less than " + olderThanDays + " days ago")
                .filter(young -> olderThanDays > 0 && update.released().isAfter(latest));
    }

    private static boolean names(List<String> numbers, WindowsUpdate update) {
        return numbers.stream().anyMatch(kb -> kb.equals(update.kb()) || ("KB" + kb).equals(update.kb()));
    }
}
