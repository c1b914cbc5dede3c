package dev.kiln.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Scripts and files lie in the recipe's folder; what goes to Windows has a path that Windows takes. */
final class PathRule implements Rule {
    /** Names of devices, which no file can have (Microsoft, "Naming Files, Paths, and Namespaces"). */
    private static final Set<String> DEVICES = Set.of(
            "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1",
            "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

    @Override
    public Stream<Mistake> mistakes(Value recipe) {
        return recipe.get("steps").map(Value::items).orElse(List.of()).stream().flatMap(PathRule::step);
    }

    private static Stream<Mistake> step(Value step) {
        var files = step.get("files").map(Value::items).orElse(List.of());
        return Stream.of(
                        step.get("script").flatMap(PathRule::inFolder).stream(),
                        files.stream().flatMap(f -> f.get("source").flatMap(PathRule::inFolder).stream()),
                        files.stream().flatMap(f -> f.get("destination").flatMap(PathRule::onWindows).stream()))
                .flatMap(s -> s);
    }

    private static Optional<Mistake> inFolder(Value value) {
        String path = value.text().orElse("");
        if (path.contains("\\")) {
            return Optional.of(value.mistake(Wording.quoted(path) + " has a backslash.", "Write / between folders."));
        }
        if (path.startsWith("/") || path.matches("[A-Za-z]:.*")) {
            return Optional.of(value.mistake(
                    Wording.quoted(path) + " is an absolute path.", "Write the path from the recipe's folder on."));
        }
        return isPlain(path)
                ? Optional.empty()
                : Optional.of(value.mistake(
                        Wording.quoted(path) + " is not a plain path below the recipe's folder.",
                        "Put the file into the recipe's folder, and write its path without . and .. and empty parts."));
    }

    /** Whether a value names a place within the recipe's folder, so that it can be looked for there. */
    static boolean isInFolder(Value value) {
        return value.text().filter(path -> !path.isEmpty()).isPresent()
                && inFolder(value).isEmpty();
    }

    private static boolean isPlain(String path) {
        return path.isEmpty()
                || Arrays.stream(path.split("/", -1))
                        .noneMatch(part -> part.isBlank()
                                || part.equals(".")
                                || part.equals("..")
                                || part.chars().anyMatch(Character::isISOControl));
    }

    private static Optional<Mistake> onWindows(Value value) {
        String path = value.text().orElse("");
        return Arrays.stream(path.split("\\\\", -1))
                .filter(PathRule::isRefused)
                .findFirst()
                .map(
                        part -> value.mistake(
                                "Windows takes no file or folder " + Wording.quoted(part) + ".",
                                "Write a path without . and .., names of devices such as NUL, and names that end in a dot or a space."));
    }

    private static boolean isRefused(String part) {
        String stem = part.split("\\.", -1)[0].toLowerCase(Locale.ROOT);
        return part.endsWith(".") || part.endsWith(" ") || DEVICES.contains(stem);
    }
}
