package dev.kiln.recipe;

import java.util.Optional;

/**
 * What EC2 is told of an image when it is available.
 *
 * @param requireImdsV2 machines of it answer for their metadata by version 2 alone; this cannot be taken back
 * @param deprecateAfterDays from then on others no longer see it in lists; it can still be launched by its id
 */
public record ImageSettings(boolean requireImdsV2, Optional<Integer> deprecateAfterDays, Protection protection) {
    /** Whether the image can be deregistered. */
    public enum Protection {
        NONE,
        ENABLED,
        /** For 24 hours after the protection is taken off it still cannot be deregistered. */
        WITH_COOLDOWN
    }

    /** Nothing is asked for. */
    public static final ImageSettings NONE = new ImageSettings(false, Optional.empty(), Protection.NONE);
}
