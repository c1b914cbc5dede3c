package dev.kiln.step;

import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.Builds;
import dev.kiln.ledger.FailedBuilds;
import dev.kiln.ledger.Plans;
import dev.kiln.lineage.ImageLineage;
import dev.kiln.recipe.Retention;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which images of a recipe its retention no longer keeps. */
public final class Expiry {
    /** An image that was made in the last day may be about to be verified, or to be launched. */
    private static final Duration SETTLED = Duration.ofDays(1);

    private final Plans plans;
    private final Builds builds;

    public Expiry(Steps.Records records) {
        this.plans = records.plans();
        this.builds = records.builds();
    }

    /**
     * The retention of a recipe, as it was last built; empty if it says nothing of it, or has no image.
     *
     * @param newestFirst its images
     */
    public Optional<Retention> retention(List<ImageLineage> newestFirst) {
        return newestFirst.stream()
                .findFirst()
                .flatMap(newest -> plans.find(newest.buildId()))
                .flatMap(plan -> plan.recipe().image().retention());
    }

    /**
     * Those that are no longer kept, oldest first.
     *
     * @param newestFirst the images of one recipe that are there
     */
    public List<ImageLineage> of(List<ImageLineage> newestFirst, Retention retention, Instant now) {
        var youngest = now.minus(retention.days().map(Duration::ofDays).orElse(SETTLED));
        var expired = new ArrayList<ImageLineage>();
        int usable = 0;
        for (ImageLineage image : newestFirst) {
            if (image.releasable()) {
                usable++;
            }
            boolean amongTheNewest = image.releasable() && usable <= retention.keep();
            if (!amongTheNewest && image.createdAt().isBefore(youngest) && !mayBeProven(image, now)) {
                expired.addFirst(image);
            }
        }
        return List.copyOf(expired);
    }

    /** One that did not pass its proof may still pass in a redrive of its build, for as long as there may be one. */
    private boolean mayBeProven(ImageLineage image, Instant now) {
        return image.verification().isEmpty()
                && builds.of(image.buildId())
                        .filter(build -> build.running() || isRedrivable(build, now))
                        .isPresent();
    }

    private static boolean isRedrivable(BuildRecord build, Instant now) {
        return build.endedAt()
                .filter(end -> end.plus(FailedBuilds.REDRIVABLE).isAfter(now))
                .isPresent();
    }
}
