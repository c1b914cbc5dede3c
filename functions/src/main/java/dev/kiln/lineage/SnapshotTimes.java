package dev.kiln.lineage;

import java.time.Duration;

/**
 * What snapshots before the image have brought, by EC2's own times.
 *
 * @param before how long those before the seal took, from the first start to the last completion
 * @param waited how long the image waited for the rest of them
 * @param ofImage how long those of the image took
 */
public record SnapshotTimes(Duration before, Duration waited, Duration ofImage) {
    /**
     * The time saved, estimated: without them, those of the image would have had at least as much to copy as they had,
     * and would have taken as long. Negative when the image waited longer than it gained.
     */
    public Duration saved() {
        return before.minus(waited).minus(ofImage);
    }
}
