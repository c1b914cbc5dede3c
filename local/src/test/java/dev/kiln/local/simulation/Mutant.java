package dev.kiln.local.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A planted bug: one place of one source of the functions, and what stands there instead.
 *
 * @param name of its file in {@code mutants}
 * @param description what is wrong with it, in a sentence
 * @param source below {@code functions/src/main/java}
 * @param caughtBy the invariants of which one must not hold
 */
record Mutant(String name, String description, Path source, List<String> caughtBy, String find, String replacement) {
    private static final Path SOURCES = Path.of("..", "functions", "src", "main", "java");
    private static final String FILE = "file: ";
    private static final String CAUGHT_BY = "caught by: ";
    private static final String FIND = "=== find\n";
    private static final String REPLACE = "=== replace\n";

    Mutant {
        caughtBy = List.copyOf(caughtBy);
    }

    /** All that are planted. */
    static List<Mutant> all() {
        try (var files = Files.list(Path.of("src", "test", "resources", "mutants"))) {
            return files.sorted().map(Mutant::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Mutant read(Path file) {
        String text = text(file);
        var lines = text.lines().toList();
        int find = text.indexOf(FIND);
        int replace = text.indexOf(REPLACE);
        return new Mutant(
                file.getFileName().toString().replace(".txt", ""),
                lines.getFirst(),
                SOURCES.resolve(lines.get(1).substring(FILE.length())),
                List.of(lines.get(2).substring(CAUGHT_BY.length()).split(", ", -1)),
                text.substring(find + FIND.length(), replace).stripTrailing(),
                text.substring(replace + REPLACE.length()).stripTrailing());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The source with the bug in it.
     *
     * @throws IllegalStateException when the text to find is not there exactly once: the list must follow the source
     */
    String mutated() {
        String original = text(source);
        int at = original.indexOf(find);
        if (at < 0 || original.indexOf(find, at + 1) >= 0) {
            throw new IllegalStateException(
                    "the text to find for " + name + " is not in " + source + " exactly once:\n" + find);
        }
        return original.substring(0, at) + replacement + original.substring(at + find.length());
    }

    /** The name of the class in the source. */
    String className() {
        return SOURCES.relativize(source)
                .toString()
                .replace(".java", "")
                .replace('/', '.')
                .replace('\\', '.');
    }

    @Override
    public String toString() {
        return name.toLowerCase(Locale.ROOT);
    }
}
