package dev.kiln.step;

import dev.kiln.aws.Images;
import dev.kiln.recipe.ImageSettings;

import java.time.Duration;
import java.time.Instant;

/** Tells EC2 what a recipe wants of its image; told again it changes nothing. */
final class ImageAttributes {
    private final Images images;

    ImageAttributes(Images images) {
        this.images = images;
    }

    /**
     * Sets them.
     *
     * @param now the days to its deprecation count from here on: EC2 takes no time that is over
     */
    void set(String imageId, ImageSettings settings, Instant now) {
        if (settings.requireImdsV2()) {
            images.requireImdsV2(imageId);
        }
        settings.deprecateAfterDays()
                .map(Duration::ofDays)
                .map(now::plus)
                .ifPresent(at -> images.deprecate(imageId, at));
        switch (settings.protection()) {
            case NONE -> {}
            case ENABLED -> images.protect(imageId, false);
            case WITH_COOLDOWN -> images.protect(imageId, true);
        }
    }
}
