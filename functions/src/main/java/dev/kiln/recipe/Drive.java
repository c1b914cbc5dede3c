package dev.kiln.recipe;

import java.util.Optional;

/**
 * What Windows on the builder makes of a volume before steps run.
 *
 * @param letter from D to Z
 * @param label of its file system; empty: the one that it has
 */
public record Drive(String letter, Optional<String> label) {}
