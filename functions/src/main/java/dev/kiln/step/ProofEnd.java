package dev.kiln.step;

import dev.kiln.aws.ImageState;
import dev.kiln.aws.Images;
import dev.kiln.build.Plan;
import dev.kiln.error.VerificationFailed;
import dev.kiln.ledger.Resource;
import dev.kiln.lineage.ImageLineage;

import java.util.List;
import java.util.Optional;

/** Says how the proof of an image has ended, wherever somebody may ask. */
final class ProofEnd {
    private final Images images;
    private final Finish finish;
    private final FastLaunches fastLaunches;

    ProofEnd(Images images, Finish finish, FastLaunches fastLaunches) {
        this.images = images;
        this.finish = finish;
        this.fastLaunches = fastLaunches;
    }

    /**
     * The image counts. Done again, it says the same.
     *
     * @return whether nothing is left to ask of EC2
     */
    boolean good(Plan plan, String imageId, ImageLineage.Verification proof) {
        images.tag(List.of(imageId), ImageState.VERIFIED.tags());
        finish.verified(plan, imageId, proof);
        return fastLaunches.asked(plan, imageId, proof.at());
    }

    /**
     * What nobody should use says so itself.
     *
     * @param last the last command that looked at the machine; empty when it never came up to take one
     */
    VerificationFailed bad(String imageId, Resource machine, Optional<CommandRecord> last) {
        images.tag(List.of(imageId), ImageState.QUARANTINED.tags());
        return ProofReport.failed(imageId, machine, last);
    }
}
