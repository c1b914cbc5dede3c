package dev.kiln.recipe;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * Keys of tags that are not the recipe's to set, and values that no build can fill (EC2 user guide, "Tag your
 * resources", restrictions).
 */
final class TagRule implements Rule {
    private static final int MOST = 256;

    @Override
    public Stream<Mistake> mistakes(Value recipe) {
        return recipe.get("image").flatMap(image -> image.get("tags")).stream()
                .flatMap(tags -> Stream.concat(reserved(tags), filled(tags)));
    }

    private static Stream<Mistake> filled(Value tags) {
        return tags instanceof Value.Mapping fields
                ? fields.entries().values().stream()
                        .map(Value.Mapping.Entry::value)
                        .flatMap(TagRule::filledOne)
                : Stream.empty();
    }

    private static Stream<Mistake> filledOne(Value value) {
        String text = value.text().orElse("");
        var unknown = Place.others(text, Place.OF_TAGS).stream()
                .map(other -> value.mistake("No build fills in " + other + ".", ImageNameRule.known(Place.OF_TAGS)));
        boolean tooLong = text.length() <= MOST && Place.longest(text) > MOST;
        return tooLong
                ? Stream.concat(
                        unknown,
                        Stream.of(value.mistake(
                                "The value may have " + Place.longest(text)
                                        + " characters when it is filled in; EC2 allows 256.",
                                "Write a shorter one.")))
                : unknown;
    }

    private static Stream<Mistake> reserved(Value tags) {
        return tags instanceof Value.Mapping fields
                ? fields.entries().entrySet().stream().flatMap(entry -> reserved(entry.getKey(), entry.getValue()))
                : Stream.empty();
    }

    private static Stream<Mistake> reserved(String key, Value.Mapping.Entry entry) {
        String lower = key.toLowerCase(Locale.ROOT);
        if (lower.startsWith("aws:")) {
            return Stream.of(entry.mistake("AWS keeps keys that begin with aws: for itself.", "Choose another key."));
        }
        return lower.startsWith("kiln:")
                ? Stream.of(entry.mistake("Kiln keeps keys that begin with kiln: for itself.", "Choose another key."))
                : Stream.empty();
    }
}
