package dev.kiln.recipe;

import java.util.Optional;

/**
 * What Windows makes of a volume: on the builder before steps run, and on each machine of the image.
 *
 * @param letter from D to Z
 * @param label of its file system; empty: the one that it has
 */
public record Drive(String letter, Optional<String> label) {}
