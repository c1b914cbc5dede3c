package dev.kiln.lineage;

import java.util.Optional;

/** Which images a channel may point to: those that may be used, of its own recipe. */
final class Candidate {
    private Candidate() {}

    /** Why a channel may not point to an image, and what to do, in sentences. */
    static Optional<String> refusal(String imageId, Optional<ImageLineage> image, String recipe) {
        if (image.isEmpty()) {
            return Optional.of("Kiln did not make " + imageId + ": there is no lineage of it. The images of " + recipe
                    + ": kiln lineage " + recipe);
        }
        return refusal(image.get(), recipe);
    }

    private static Optional<String> refusal(ImageLineage image, String recipe) {
        if (!image.recipe().equals(recipe)) {
            return Optional.of(image.imageId() + " is an image of " + image.recipe() + ". The images of " + recipe
                    + ": kiln lineage " + recipe);
        }
        if (image.retired().isPresent()) {
            return Optional.of(image.imageId() + " is retired. Name an image that is not: kiln lineage " + recipe);
        }
        if (image.handTouched().isPresent()) {
            return Optional.of("A person has changed the builder of " + image.imageId()
                    + " by hand, so it counts for nothing. Build " + recipe + " anew.");
        }
        if (image.verification().isEmpty()) {
            return Optional.of(image.imageId() + " has not proven that it boots and passes its checks. "
                    + "If its build has failed: kiln redrive " + image.buildId());
        }
        return Optional.empty();
    }
}
