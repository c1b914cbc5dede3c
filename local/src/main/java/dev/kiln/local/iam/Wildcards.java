package dev.kiln.local.iam;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Texts with {@code *} for any characters and {@code ?} for any one, compiled once (IAM user guide). */
final class Wildcards {
    private static final int ARN_PARTS = 6;

    private Wildcards() {}

    /** A whole text, as {@code StringLike} compares. */
    static Predicate<String> text(String pattern) {
        return matcher(pattern, "", "[\\s\\S]*", "[\\s\\S]*");
    }

    /** The name of an action, in which case does not count ("IAM JSON policy elements: Action"). */
    static Predicate<String> action(String pattern) {
        return matcher(pattern, "(?i)", ".*", ".*");
    }

    /**
     * A resource. A {@code *} stays within its part of the ARN, unless it is the last character of that part ("IAM JSON
     * policy elements: Resource").
     */
    static Predicate<String> resource(String pattern) {
        return matcher(pattern, "", "[^:]*", ".*");
    }

    /** An ARN in a condition: each of its six parts is compared on its own ("Condition operators", ARN). */
    static Predicate<String> arn(String pattern) {
        var wanted = parts(pattern).stream().map(Wildcards::text).toList();
        return value -> {
            var given = parts(value);
            return given.size() == wanted.size()
                    && IntStream.range(0, given.size())
                            .allMatch(i -> wanted.get(i).test(given.get(i)));
        };
    }

    private static List<String> parts(String arn) {
        return List.of(arn.split(":", ARN_PARTS));
    }

    private static Predicate<String> matcher(String pattern, String flags, String inside, String atEnd) {
        if (pattern.equals("*")) {
            return value -> true;
        }
        if (flags.isEmpty() && pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0) {
            return pattern::equals;
        }
        String regex = Arrays.stream(pattern.split("(?<=:)|(?=:)", -1))
                .map(part -> regex(part, inside, atEnd))
                .collect(Collectors.joining("", flags, ""));
        return Pattern.compile(regex, Pattern.DOTALL).asMatchPredicate();
    }

    private static String regex(String part, String inside, String atEnd) {
        var regex = new StringBuilder();
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            boolean last = i == part.length() - 1;
            regex.append(
                    switch (c) {
                        case '*' -> last ? atEnd : inside;
                        case '?' -> inside.equals("[^:]*") ? "[^:]" : ".";
                        default -> Pattern.quote(String.valueOf(c));
                    });
        }
        return regex.toString();
    }
}
