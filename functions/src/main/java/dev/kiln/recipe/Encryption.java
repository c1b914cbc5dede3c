package dev.kiln.recipe;

import java.util.Optional;

/**
 * The volumes of the builder, and with them the image, are encrypted.
 *
 * @param kmsKey id, alias or ARN of a key; empty: the one that the account uses by default for EBS
 */
public record Encryption(Optional<String> kmsKey) {}
