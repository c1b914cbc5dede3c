package dev.kiln.local.ec2;

import software.amazon.awssdk.services.ec2.model.Filter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The filters of one Describe call: all filters must hold, and each holds when one of its values matches; {@code *}
 * stands for any text and {@code ?} for one character (EC2 user guide, "Find your resources").
 */
final class Filters<T> {
    private static final int MOST_VALUES = 200;
    private static final String TAG = "tag:";
    private static final Pattern TOKEN = Pattern.compile("\\\\(.)|.", Pattern.DOTALL);

    private final Map<String, Function<T, Stream<String>>> attributes;
    private final Function<T, SortedMap<String, String>> tags;

    Filters(Map<String, Function<T, Stream<String>>> attributes, Function<T, SortedMap<String, String>> tags) {
        this.attributes = Map.copyOf(attributes);
        this.tags = tags;
    }

    /** What the filters let through. */
    Predicate<T> of(List<Filter> filters) {
        if (filters.stream().mapToInt(f -> f.values().size()).sum() > MOST_VALUES) {
            throw Ec2Errors.client(
                    "FilterLimitExceeded", "The maximum number of filter values specified on a single call is 200");
        }
        return filters.stream().map(this::one).reduce(Predicate::and).orElse(resource -> true);
    }

    private Predicate<T> one(Filter filter) {
        var name = Optional.ofNullable(filter.name()).orElseThrow(() -> Ec2Errors.missing("Filter.1.Name"));
        var values = values(name);
        var wanted = filter.values().stream().map(Filters::matching).reduce(Predicate::or);
        return resource -> wanted.isPresent() && values.apply(resource).anyMatch(wanted.get());
    }

    private Function<T, Stream<String>> values(String name) {
        if (name.startsWith(TAG)) {
            var key = name.substring(TAG.length());
            return resource -> Optional.ofNullable(tags.apply(resource).get(key)).stream();
        }
        if (name.equals("tag-key")) {
            return resource -> tags.apply(resource).keySet().stream();
        }
        return Optional.ofNullable(attributes.get(name))
                .orElseThrow(() -> new UnsupportedOperationException(
                        "the filter " + name + " is not supported by the local account"));
    }

    static boolean hasWildcard(String pattern) {
        return pattern.indexOf('*') >= 0 || pattern.indexOf('?') >= 0 || pattern.indexOf('\\') >= 0;
    }

    private static Predicate<String> matching(String pattern) {
        return hasWildcard(pattern)
                ? Pattern.compile(expression(pattern), Pattern.DOTALL).asMatchPredicate()
                : pattern::equals;
    }

    private static String expression(String pattern) {
        return TOKEN.matcher(pattern).replaceAll(token -> Matcher.quoteReplacement(expression(token)));
    }

    /** A backslash takes its meaning from the character after it. */
    private static String expression(MatchResult token) {
        return switch (token.group()) {
            case "*" -> ".*";
            case "?" -> ".";
            default -> Pattern.quote(Optional.ofNullable(token.group(1)).orElseGet(token::group));
        };
    }
}
