package dev.kiln.ledger;

import java.util.Optional;

/**
 * Who builds, or has built, what a build key stands for.
 *
 * @param imageId once the image is made and verified
 * @param takenFrom the build that had the key before and failed
 */
public record Claim(
        String buildKey, String buildId, String executionArn, Optional<String> imageId, Optional<String> takenFrom) {
    /** A claim that was not taken from another build. */
    public Claim(String buildKey, String buildId, String executionArn, Optional<String> imageId) {
        this(buildKey, buildId, executionArn, imageId, Optional.empty());
    }

    /** This claim in place of one of a build that failed. */
    public Claim takenFrom(Claim failed) {
        return new Claim(buildKey, buildId, executionArn, imageId, Optional.of(failed.buildId()));
    }
}
