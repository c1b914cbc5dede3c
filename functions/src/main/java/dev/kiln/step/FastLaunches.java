package dev.kiln.step;

import dev.kiln.aws.Images;
import dev.kiln.build.Plan;
import dev.kiln.error.PipelineException;
import dev.kiln.lineage.FastLaunchAnswer;
import dev.kiln.lineage.ImageLineage;
import dev.kiln.lineage.Lineage;
import dev.kiln.recipe.FastLaunch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks EC2 for fast launches of an image that counts. Nobody waits for them, and the image is as good without: whatever
 * EC2 answers goes on record and fails nothing.
 */
final class FastLaunches {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Images images;
    private final Lineage lineage;

    FastLaunches(Images images, Lineage lineage) {
        this.images = images;
        this.lineage = lineage;
    }

    /**
     * Asks, and writes down what EC2 answers. Done again, it does nothing when there is an answer.
     *
     * @return whether nothing is left to ask: false after a failure that may pass, for some minutes
     */
    boolean asked(Plan plan, String imageId, Instant now) {
        return plan.recipe()
                .image()
                .fastLaunch()
                .flatMap(wanted -> lineage.of(imageId)
                        .filter(ImageLineage::releasable)
                        .filter(image -> image.fastLaunch().isEmpty())
                        .map(image -> asked(wanted, image, now)))
                .orElse(true);
    }

    private boolean asked(FastLaunch wanted, ImageLineage image, Instant now) {
        var answer = answer(wanted, image, now);
        answer.ifPresent(given -> lineage.answered(image.imageId(), given));
        return answer.isPresent();
    }

    /** Empty when it may be another one in a minute. */
    private Optional<FastLaunchAnswer> answer(FastLaunch wanted, ImageLineage image, Instant now) {
        try {
            return Optional.of(new FastLaunchAnswer(now, true, images.enableFastLaunch(image.imageId(), wanted)));
        } catch (PipelineException e) {
            return e.retryable() && mayPass(image, now)
                    ? Optional.empty()
                    : Optional.of(new FastLaunchAnswer(
                            now,
                            false,
                            e.getMessage() + " To ask again: aws ec2 enable-fast-launch --image-id "
                                    + image.imageId()));
        }
    }

    private static boolean mayPass(ImageLineage image, Instant now) {
        return image.verification()
                .filter(proof -> proof.at().plus(PATIENCE).isAfter(now))
                .isPresent();
    }
}
