package dev.kiln.infra;

import dev.kiln.aws.Digests;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that the templates are made of: this module's classes with the state machine and the patterns in them, the
 * classes of the functions that names and tables come from, and the versions of the libraries.
 */
final class SynthesisInputs {
    private static final List<String> OF_THE_FUNCTIONS = List.of("dev/kiln/aws/", "dev/kiln/ledger/Tables.class");

    private final List<String> classPath;

    SynthesisInputs(String classPath) {
        this.classPath = List.of(classPath.split(File.pathSeparator, -1));
    }

    /** One number for all of it. */
    String digest() throws IOException {
        var all = new ByteArrayOutputStream();
        for (String entry : classPath) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                add(path, all);
            } else {
                line(path.getFileName().toString(), all);
            }
        }
        return Digests.sha256(all.toByteArray());
    }

    private static void add(Path folder, ByteArrayOutputStream all) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
                if (counts(folder, name)) {
                    line(name + " " + Digests.sha256(Files.readAllBytes(file)), all);
                }
            }
        }
    }

    private static boolean counts(Path folder, String name) {
        boolean own = Files.exists(folder.resolve("dev/kiln/infra"));
        return own || OF_THE_FUNCTIONS.stream().anyMatch(name::startsWith);
    }

    private static void line(String text, ByteArrayOutputStream all) {
        all.writeBytes((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
