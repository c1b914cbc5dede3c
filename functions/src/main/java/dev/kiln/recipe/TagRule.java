package dev.kiln.recipe;

import java.util.Locale;
import java.util.stream.Stream;

/** Keys of tags that are not the recipe's to set (EC2 user guide, "Tag your resources", restrictions). */
final class TagRule implements Rule {
    @Override
    public Stream<Mistake> mistakes(Value recipe) {
        return recipe.get("image").flatMap(image -> image.get("tags")).stream().flatMap(TagRule::reserved);
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
