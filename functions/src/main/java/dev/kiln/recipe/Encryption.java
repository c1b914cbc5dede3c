package dev.kiln.recipe;

import java.util.Optional;

/**
 * The volumes of the image are encrypted.
 *
 * @param kmsKey id, alias or ARN of a key; empty: the one that the account uses by default for EBS
 * @param by how they come to be
 */
public record Encryption(Optional<String> kmsKey, By by) {
    /** When volumes are encrypted. */
    public enum By {
        /** The volumes of the builder are, from its launch on, and with them the image. */
        LAUNCH,
        /** The builder is as its parent, and the image is copied with the key. */
        COPY
    }

    public Encryption {
        // A plan that an earlier version has pinned says nothing of it.
        by = Optional.ofNullable(by).orElse(By.LAUNCH);
    }
}
