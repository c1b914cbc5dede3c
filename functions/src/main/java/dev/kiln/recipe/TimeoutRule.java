package dev.kiln.recipe;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Timeouts that Systems Manager and the state machine can keep: a command lives from 30 seconds to 48 hours
 * (SendCommand, {@code executionTimeout} of AWS-RunPowerShellScript), and all checks together have the time of one
 * state.
 */
final class TimeoutRule implements Rule {
    static final Duration SHORTEST = Duration.ofSeconds(30);
    static final Duration LONGEST_STEP = Duration.ofDays(2);
    static final Duration LONGEST_CHECK = Duration.ofHours(1);
    static final Duration ALL_CHECKS = Duration.ofHours(2);

    @Override
    public Stream<Mistake> mistakes(Value recipe) {
        var steps = timeouts(recipe, "steps").flatMap(t -> outside(t, LONGEST_STEP, "48h"));
        var checks = timeouts(recipe, "verify").flatMap(t -> outside(t, LONGEST_CHECK, "1h"));
        return Stream.of(steps, checks, together(recipe)).flatMap(s -> s);
    }

    private static Stream<Value> timeouts(Value recipe, String list) {
        return recipe.get(list).stream().flatMap(l -> l.items().stream()).flatMap(item -> item.get("timeout").stream());
    }

    private static Stream<Mistake> outside(Value timeout, Duration longest, String longestInWords) {
        return timeout
                .text()
                .flatMap(Durations::read)
                .filter(d -> d.compareTo(SHORTEST) < 0 || d.compareTo(longest) > 0)
                .map(d -> timeout.mistake(
                        Wording.quoted(timeout.text().orElse("")) + " is outside of the range.",
                        "Write 30s to " + longestInWords + "."))
                .stream();
    }

    private static Stream<Mistake> together(Value recipe) {
        var checks = recipe.get("verify");
        List<Value> items = checks.map(Value::items).orElse(List.of());
        var sum = items.stream()
                .map(check -> check.text("timeout").flatMap(Durations::read).orElse(Defaults.CHECK_TIMEOUT))
                .reduce(Duration.ZERO, Duration::plus);
        return sum.compareTo(ALL_CHECKS) > 0
                ? checks.stream()
                        .map(
                                v -> v.mistake(
                                        "The checks together may take " + sum.toMinutes() + " minutes.",
                                        "Give them shorter timeouts: at most 2h together, where one without a timeout counts 10m."))
                : Stream.empty();
    }
}
