package dev.kiln.recipe;

import dev.kiln.aws.Digests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files that the steps name lie beside the recipe, and are what the recipe says they are. */
final class FileRule implements Rule {
    /** What S3 takes in one request (Amazon S3 user guide, "Uploading objects"). */
    private static final long MOST_BYTES = 5L << 30;

    private final Path folder;

    FileRule(Path folder) {
        this.folder = folder;
    }

    @Override
    public Stream<Mistake> mistakes(Value recipe) {
        return recipe.get("steps").map(Value::items).orElse(List.of()).stream().flatMap(this::step);
    }

    private Stream<Mistake> step(Value step) {
        var script = step.get("script").filter(PathRule::isInFolder).flatMap(this::script);
        var files = step.get("files").map(Value::items).orElse(List.of());
        return Stream.concat(script.stream(), files.stream().flatMap(file -> file(file).stream()));
    }

    private Optional<Mistake> script(Value script) {
        return missing(script).or(() -> {
            byte[] bytes = bytes(script);
            if (new String(bytes, StandardCharsets.UTF_8).isBlank()) {
                return Optional.of(script.mistake("The script is empty.", "Write it, or take the step out."));
            }
            return isMisread(bytes)
                    ? Optional.of(script.mistake(
                            "The script has characters beyond ASCII and no byte order mark; PowerShell 5.1 would misread them.",
                            "Save it as UTF-8 with a byte order mark."))
                    : Optional.empty();
        });
    }

    private Optional<Mistake> file(Value file) {
        return file.get("source")
                .filter(PathRule::isInFolder)
                .flatMap(source -> missing(source).or(() -> hash(source, file)));
    }

    private Optional<Mistake> hash(Value source, Value file) {
        String found = sha256(source);
        return file.get("sha256")
                .filter(sha -> sha.text().orElse("").matches("[0-9a-f]{64}"))
                .filter(sha -> !sha.text().orElse("").equals(found))
                .map(sha -> sha.mistake(
                        source.text().orElse("") + " has another SHA-256: " + found + ".",
                        "If the file is the right one, write its hash here."));
    }

    private Optional<Mistake> missing(Value value) {
        Path path = path(value);
        if (!Files.exists(path)) {
            return Optional.of(value.mistake(
                    "There is no file " + Wording.quoted(value.text().orElse("")) + " beside the recipe.",
                    "Add it to " + folder.getFileName() + "/, or correct the path."));
        }
        if (!Files.isReadable(path)) {
            return Optional.of(value.mistake("The file cannot be read.", "Look at its permissions."));
        }
        if (!Files.isRegularFile(path)) {
            return Optional.of(
                    value.mistake(Wording.quoted(value.text().orElse("")) + " is not a file.", "Name single files."));
        }
        return size(path) > MOST_BYTES
                ? Optional.of(
                        value.mistake("The file is larger than 5 GB.", "Let the script fetch it from its own place."))
                : Optional.empty();
    }

    /** PowerShell 5.1 reads a file without a byte order mark in the code page of the machine. */
    private static boolean isMisread(byte[] bytes) {
        boolean utf8Mark =
                bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        boolean utf16Mark = bytes.length > 1 && (bytes[0] & bytes[1] & 0xFE) == 0xFE && bytes[0] != bytes[1];
        if (utf8Mark || utf16Mark) {
            return false;
        }
        for (byte b : bytes) {
            if (b < 0) {
                return true;
            }
        }
        return false;
    }

    private Path path(Value value) {
        return folder.resolve(value.text().orElse(""));
    }

    private byte[] bytes(Value value) {
        try {
            return Files.readAllBytes(path(value));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path(value), e);
        }
    }

    private String sha256(Value value) {
        try (var in = Files.newInputStream(path(value))) {
            return Digests.sha256(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path(value), e);
        }
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }
}
