package dev.kiln.recipe;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The name of an image has 3 to 128 characters (EC2, CreateImage). Of one that says nothing of the build Kiln needs
 * some to make it unique.
 */
final class ImageNameRule implements Rule {
    static final int LONGEST = 128;
    private static final int LONGEST_PLAIN = LONGEST - ImageSpec.SUFFIX_CHARACTERS;

    @Override
    public Stream<Mistake> mistakes(Value recipe) {
        return recipe.get("image").flatMap(image -> image.get("name")).stream()
                .flatMap(name -> Stream.concat(places(name), length(name)));
    }

    private static Stream<Mistake> places(Value name) {
        String text = name.text().orElse("");
        String outside = text.replaceAll("\\{[^{}]*}", "");
        var others = Place.others(text, Place.OF_NAMES);
        if (outside.contains("{") || outside.contains("}")) {
            return Stream.of(name.mistake("A brace stands alone.", known(Place.OF_NAMES)));
        }
        return others.stream().map(other -> name.mistake("No build fills in " + other + ".", known(Place.OF_NAMES)));
    }

    static String known(List<Place> places) {
        return "What a build fills in is "
                + places.stream().map(Place::inBraces).collect(Collectors.joining(", ")) + ".";
    }

    private static Stream<Mistake> length(Value name) {
        String text = name.text().orElse("");
        boolean plain = !Place.anyIn(text);
        int most = plain ? LONGEST_PLAIN : LONGEST;
        int characters = plain ? text.length() : Place.longest(text);
        if (characters <= most || text.length() > LONGEST) {
            return Stream.empty();
        }
        return Stream.of(name.mistake(
                plain
                        ? "The name has " + characters + " characters; with the date and the build's mark "
                                + "that follow it would be longer than the 128 that EC2 allows."
                        : "The name may have " + characters + " characters when it is filled in; EC2 allows 128.",
                plain ? "Write at most " + most + " characters." : "Write a shorter one."));
    }
}
