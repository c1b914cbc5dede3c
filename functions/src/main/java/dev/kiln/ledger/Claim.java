package dev.kiln.ledger;

import java.util.Optional;

/**
 * Who builds, or has built, what a build key stands for.
 *
 * @param imageId once the image is made and verified
 */
public record Claim(String buildKey, String buildId, String executionArn, Optional<String> imageId) {}
