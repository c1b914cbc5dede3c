package dev.kiln.recipe;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the fields of a seal mean together. */
final class SealRule implements Rule {
    private static final String PASSWORD = "administratorPassword";
    private static final String FROM = "passwordFrom";
    private static final String IMAGE_OF = "imageOf";

    @Override
    public Stream<Mistake> mistakes(Value recipe) {
        return recipe.get("seal").stream()
                .flatMap(seal -> Stream.<Function<Value, Optional<Mistake>>>of(
                                SealRule::noSource,
                                SealRule::noUse,
                                SealRule::nobodySetsIt,
                                SealRule::usedUp,
                                SealRule::usersStay,
                                of -> untouched(of, "cleanUp"),
                                of -> untouched(of, "defragment"),
                                SealRule::unread)
                        .flatMap(rule -> rule.apply(seal).stream()));
    }

    private static boolean says(Value seal, String field, String word) {
        return seal.text(field).filter(word::equals).isPresent();
    }

    private static Optional<Mistake> noSource(Value seal) {
        return seal.get(PASSWORD)
                .filter(p -> says(seal, PASSWORD, "specify") && seal.get(FROM).isEmpty())
                .map(
                        p -> p.mistake(
                                "Nothing says which password is meant.",
                                "Add passwordFrom with the name of a secret, for example secretsManager:kiln/machines/administrator; no password stands in a recipe."));
    }

    private static Optional<Mistake> noUse(Value seal) {
        return seal.get(FROM)
                .filter(f -> !says(seal, PASSWORD, "specify"))
                .map(f -> f.mistake(
                        "This password is not used.", "Write administratorPassword: specify, or take this out."));
    }

    private static Optional<Mistake> nobodySetsIt(Value seal) {
        return seal.get(PASSWORD)
                .filter(p -> says(seal, "method", "none") && !says(seal, PASSWORD, "keep"))
                .map(p -> p.mistake(
                        "With method none the launch agent does nothing on a new machine, so nobody would set this password.",
                        "Write keep, or method: shutdown."));
    }

    private static Optional<Mistake> unread(Value seal) {
        return seal.get("answers")
                .filter(a -> says(seal, "method", "none") || says(seal, "method", "shutdown"))
                .map(a -> a.mistake(
                        "Only Setup reads these answers, and it runs after Sysprep alone.",
                        "Take them out, or write method: sysprep."));
    }

    private static Optional<Mistake> usersStay(Value seal) {
        return seal.get("otherUsers")
                .filter(u -> says(seal, "otherUsers", "remove"))
                .filter(u -> says(seal, "method", "none") || says(seal, "method", "shutdown"))
                .map(u -> u.mistake(
                        "Without Sysprep the users of the builder are those of the image.",
                        "Take this out, or write method: sysprep."));
    }

    private static Optional<Mistake> untouched(Value seal, String field) {
        return seal.get(field)
                .filter(f -> says(seal, "method", "none") && says(seal, field, "true"))
                .map(f -> f.mistake(
                        "With method none nothing is done to the machine.",
                        "Take this out, or write method: shutdown or sysprep."));
    }

    private static Optional<Mistake> usedUp(Value seal) {
        return seal.get(IMAGE_OF)
                .filter(i -> !says(seal, "method", "none") && !says(seal, IMAGE_OF, "stopped"))
                .map(i -> i.mistake(
                        "A sealed machine must stay stopped: its next start uses the seal up.",
                        "Take this out, or write method: none."));
    }
}
