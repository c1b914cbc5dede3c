package dev.kiln.recipe;

import java.util.stream.Stream;

/** The name of an image has 3 to 128 characters (EC2, CreateImage), of which Kiln needs some to make it unique. */
final class ImageNameRule implements Rule {
    static final int LONGEST = 128 - ImageSpec.SUFFIX_CHARACTERS;

    @Override
    public Stream<Mistake> mistakes(Value recipe) {
        return recipe.get("image").flatMap(image -> image.get("name")).stream()
                .filter(name -> name.text().orElse("").length() > LONGEST)
                .map(name -> name.mistake(
                        "The name has " + name.text().orElse("").length()
                                + " characters; with the date and the build's mark "
                                + "that follow it would be longer than the 128 that EC2 allows.",
                        "Write at most " + LONGEST + " characters."));
    }
}
