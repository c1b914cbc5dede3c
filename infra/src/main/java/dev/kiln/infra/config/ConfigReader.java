package dev.kiln.infra.config;

import dev.kiln.recipe.FormReader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads {@code kiln.yaml}. */
public final class ConfigReader {
    /** Where a configuration lies unless another file is named. */
    public static final Path USUAL_FILE = Path.of("kiln.yaml");

    /** What holds where nothing is configured. */
    public static KilnConfig defaults() {
        return ConfigDefaults.CONFIG;
    }

    /**
     * Reads a configuration.
     *
     * @param file empty: {@code kiln.yaml} if there is one, else every default
     * @throws InvalidConfig names every mistake, or the file that is not there
     */
    public KilnConfig read(Optional<Path> file) {
        if (file.isEmpty() && !Files.exists(USUAL_FILE)) {
            return defaults();
        }
        Path path = file.orElse(USUAL_FILE);
        if (!Files.isRegularFile(path)) {
            throw new InvalidConfig("There is no file " + path.toAbsolutePath()
                    + ". Name one that exists with the context kiln.config, or leave it out for " + USUAL_FILE + ".");
        }
        try {
            return read(Files.readString(path), path.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }

    /**
     * Reads the text of a configuration.
     *
     * @param file how mistakes call it
     * @throws InvalidConfig names every mistake
     */
    public KilnConfig read(String text, String file) {
        if (text.lines().allMatch(line -> line.isBlank() || line.stripLeading().startsWith("#"))) {
            return defaults();
        }
        return switch (new FormReader("/kiln.schema.json").read(text)) {
            case FormReader.Answer.Bad bad -> throw new InvalidConfig(file, bad.mistakes());
            case FormReader.Answer.Good good -> {
                var mistakes = new ConfigRules(good.values(), good.locations()).mistakes();
                if (!mistakes.isEmpty()) {
                    throw new InvalidConfig(file, mistakes);
                }
                yield new ConfigForm(good.values()).config();
            }
        };
    }
}
