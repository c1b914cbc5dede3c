package dev.kiln.step;

import dev.kiln.lineage.ImageLineage;
import dev.kiln.recipe.Retention;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which images of a recipe its retention no longer keeps. */
public final class Expiry {
    /** An image that was made in the last day may be about to be verified. */
    private static final Duration SETTLED = Duration.ofDays(1);

    private Expiry() {}

    /**
     * Those that are no longer kept, oldest first.
     *
     * @param newestFirst the images of one recipe; those that are retired count for nothing
     */
    public static List<ImageLineage> of(List<ImageLineage> newestFirst, Retention retention, Instant now) {
        var youngest = now.minus(retention.days().map(Duration::ofDays).orElse(SETTLED));
        var expired = new ArrayList<ImageLineage>();
        int usable = 0;
        for (ImageLineage image : newestFirst) {
            if (image.releasable()) {
                usable++;
            }
            boolean amongTheNewest = image.releasable() && usable <= retention.keep();
            if (image.retired().isEmpty()
                    && !amongTheNewest
                    && image.createdAt().isBefore(youngest)) {
                expired.addFirst(image);
            }
        }
        return List.copyOf(expired);
    }
}
