package dev.kiln.infra.config;

import dev.kiln.recipe.Mistake;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration has mistakes; the message names each with its line, its field and the mend. */
public final class InvalidConfig extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidConfig(String message) {
        super(message);
    }

    InvalidConfig(String file, List<Mistake> mistakes) {
        this(mistakes.stream().map(mistake -> mistake.in(file)).collect(Collectors.joining("\n")));
    }
}
