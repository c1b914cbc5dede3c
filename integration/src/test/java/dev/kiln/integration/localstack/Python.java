package dev.kiln.integration.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the Python that LocalStack needs. */
final class Python {
    /** Earlier ones lack what LocalStack's types use, later ones what its dependencies do. */
    static final String VERSION = "3.13";

    private static final String ASK = "import sys; print('%d.%d' % sys.version_info[:2])";

    private Python() {}

    /** The command: of the PATH, of pyenv, or one that uv knows. */
    static Optional<String> find() {
        return Stream.<Stream<String>>of(Stream.of("python" + VERSION), ofPyenv(), ofUv())
                .flatMap(candidates -> candidates)
                .filter(Python::fits)
                .findFirst();
    }

    /** A command of that name may be a shim of pyenv that only says that nothing is chosen. */
    private static boolean fits(String command) {
        return answer(List.of(command, "-c", ASK)).filter(VERSION::equals).isPresent();
    }

    private static Stream<String> ofPyenv() {
        var versions = Optional.ofNullable(System.getenv("PYENV_ROOT"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".pyenv"))
                .resolve("versions");
        if (!Files.isDirectory(versions)) {
            return Stream.empty();
        }
        try (var all = Files.list(versions)) {
            return all
                    .filter(folder -> folder.getFileName().toString().startsWith(VERSION + "."))
                    .sorted()
                    .map(folder -> folder.resolve("bin/python" + VERSION).toString())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> ofUv() {
        return answer(List.of("uv", "python", "find", VERSION)).stream();
    }

    private static Optional<String> answer(List<String> command) {
        try {
            var result = Command.run(command);
            return Optional.of(result.output()).filter(output -> result.status() == 0);
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
