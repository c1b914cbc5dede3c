package dev.kiln.step;

import dev.kiln.aws.Images;
import dev.kiln.build.Plan;
import dev.kiln.error.PipelineException;
import dev.kiln.lineage.FastLaunchAnswer;
import dev.kiln.lineage.ImageLineage;
import dev.kiln.lineage.Lineage;
import dev.kiln.recipe.FastLaunch;

import java.time.Instant;

/**
 * Asks EC2 for fast launches of an image that counts. Nobody waits for them, and the image is as good without: whatever
 * EC2 answers goes on record and fails nothing.
 */
final class FastLaunches {
    private final Images images;
    private final Lineage lineage;

    FastLaunches(Images images, Lineage lineage) {
        this.images = images;
        this.lineage = lineage;
    }

    /** Asks once. */
    void ask(Plan plan, String imageId, Instant now) {
        plan.recipe()
                .image()
                .fastLaunch()
                .ifPresent(wanted -> lineage.of(imageId)
                        .filter(ImageLineage::releasable)
                        .filter(image -> image.fastLaunch().isEmpty())
                        .ifPresent(image -> lineage.answered(imageId, ask(wanted, imageId, now))));
    }

    private FastLaunchAnswer ask(FastLaunch wanted, String imageId, Instant now) {
        try {
            return new FastLaunchAnswer(now, true, images.enableFastLaunch(imageId, wanted));
        } catch (PipelineException e) {
            return new FastLaunchAnswer(
                    now, false, e.getMessage() + " To ask again: aws ec2 enable-fast-launch --image-id " + imageId);
        }
    }
}
