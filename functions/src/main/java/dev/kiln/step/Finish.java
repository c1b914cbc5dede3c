package dev.kiln.step;

import dev.kiln.build.Plan;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.Builds;
import dev.kiln.ledger.Claim;
import dev.kiln.ledger.Claims;
import dev.kiln.lineage.ImageLineage;
import dev.kiln.lineage.Lineage;

import java.util.Optional;

/** Records that a build has come to its image, wherever somebody may ask for it. */
public final class Finish {
    private final Builds builds;
    private final Claims claims;
    private final Lineage lineage;

    public Finish(Builds builds, Claims claims, Lineage lineage) {
        this.builds = builds;
        this.claims = claims;
        this.lineage = lineage;
    }

    /**
     * The image has proven to boot: from now on it stands for its build key, and can be a parent; but one that a person
     * has had a hand in does neither.
     */
    void verified(Plan plan, String imageId, ImageLineage.Verification proof) {
        lineage.verified(imageId, proof)
                .filter(ImageLineage::releasable)
                .ifPresent(image -> claims.built(
                        new Claim(plan.buildKey(), plan.buildId(), plan.executionArn(), Optional.of(imageId))));
        builds.found(plan.buildId(), BuildRecord.BUILT, imageId);
    }
}
