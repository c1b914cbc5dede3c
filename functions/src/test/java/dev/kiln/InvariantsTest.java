package dev.kiln;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

/** The page about what always holds names only tests that exist. */
class InvariantsTest {
    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("INVARIANTS.md");

    /** Pages that name tests. */
    private static final List<Path> PAGES = List.of(PAGE, ROOT.resolve("docs").resolve("windows.md"));

    private static final Pattern TEST = Pattern.compile("\\b([A-Z]\\w*(?:Test|IT))\\b(?:\\.(\\w+))?");

    /**
     * A test as the page names it.
     *
     * @param method empty where the whole class is meant
     */
    record Named(String className, Optional<String> method) {
        @Override
        public String toString() {
            return className + method.map(name -> "." + name).orElse("");
        }
    }

    static Stream<Named> named() {
        return PAGES.stream()
                .flatMap(page -> TEST.matcher(text(page)).results())
                .map(found -> new Named(found.group(1), Optional.ofNullable(found.group(2))))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("named")
    void namedTest_exists(Named test) {
        // Two modules may have a test of one name, so a method counts in either.
        String sources =
                sources(test.className()).stream().map(InvariantsTest::text).collect(joining());

        assertThat(sources)
                .as("the sources of " + test)
                .contains("class " + test.className())
                .contains(test.method().map(name -> " void " + name + "(").orElse(""));
    }

    @Test
    void everyRule_namesWhatEnforcesIt() {
        assertThat(text(PAGE).lines().filter(line -> line.startsWith("|")))
                .hasSizeGreaterThan(30)
                .allSatisfy(line -> assertThat(line).matches("\\| *[^|]*\\S *\\| *[^|]*\\S *\\|"));
    }

    private static List<Path> sources(String className) {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src").resolve("test"))
                    .filter(Files::isDirectory)
                    .flatMap(tests -> sources(tests, className).stream())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> sources(Path tests, String className) {
        try (Stream<Path> files = Files.walk(tests)) {
            return files.filter(file -> file.getFileName().toString().equals(className + ".java"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
