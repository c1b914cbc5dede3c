package dev.kiln.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a build fills into the name of its image and into tags, where a recipe writes it in braces: {@code {date}}. */
public enum Place {
    /** The recipe's name. */
    RECIPE(40),
    /** The recipe's version: the first 8 digits of the SHA-256 of its text. */
    VERSION(8),
    /** The day on which the build was started, in UTC. */
    DATE(10),
    /** Hour and minute at which it was started, in UTC. */
    TIME(4),
    /** The build's mark, which no other build has. */
    BUILD(8),
    /** The id of the parent image. */
    PARENT(21);

    /** All that may stand in a tag. */
    public static final List<Place> OF_TAGS = List.of(values());

    /** Those that are known and unique enough for a name. */
    public static final List<Place> OF_NAMES = List.of(RECIPE, VERSION, DATE, TIME, BUILD);

    private static final Pattern IN_BRACES = Pattern.compile("\\{([^{}]*)}");

    private final int longest;

    Place(int longest) {
        this.longest = longest;
    }

    /** As a recipe writes it, with its braces. */
    public String inBraces() {
        return "{" + name().toLowerCase(Locale.ROOT) + "}";
    }

    /** Whether a text has this place. */
    public boolean isIn(String text) {
        return text.contains(inBraces());
    }

    /** Whether anything in a text stands in braces. */
    public static boolean anyIn(String text) {
        return IN_BRACES.matcher(text).find();
    }

    /** What stands in braces and is none of these places. */
    static List<String> others(String text, List<Place> known) {
        return IN_BRACES
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(found ->
                        known.stream().noneMatch(place -> place.inBraces().equals(found)))
                .toList();
    }

    /** The text with every place filled. */
    public static String fill(String text, Map<Place, String> values) {
        return IN_BRACES
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        named(found.group()).map(values::get).orElseGet(found::group)));
    }

    private static Optional<Place> named(String inBraces) {
        return Arrays.stream(values())
                .filter(place -> place.inBraces().equals(inBraces))
                .findFirst();
    }

    /** How many characters a text has at most when it is filled. */
    static int longest(String text) {
        return fill(text, Arrays.stream(values()).collect(Collectors.toMap(p -> p, p -> "x".repeat(p.longest))))
                .length();
    }
}
