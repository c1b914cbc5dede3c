package dev.kiln.infra.config;

import java.nio.file.Path;
import java.util.Optional;

/** Reads {@code kiln.yaml}. */
public final class ConfigReader {
    /**
     * Reads a configuration.
     *
     * @param file empty: {@code kiln.yaml} if there is one, else every default
     */
    public KilnConfig read(Optional<Path> file) {
        return ConfigDefaults.CONFIG;
    }
}
