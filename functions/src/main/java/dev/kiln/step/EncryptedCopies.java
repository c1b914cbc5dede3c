package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.aws.ImageRemoval;
import dev.kiln.aws.Images;
import dev.kiln.aws.Tags;
import dev.kiln.build.Plan;
import dev.kiln.error.ImageFailed;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Plans;
import dev.kiln.ledger.Resource;
import dev.kiln.ledger.ScarceCall;
import dev.kiln.ledger.TokenBuckets;
import dev.kiln.recipe.Encryption;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Images that are encrypted by copying another one of the same build, which is removed when the copy is there. Making
 * an image cannot change the encryption of a volume (EC2 API reference, CreateImage); copying it can.
 */
final class EncryptedCopies {
    /** What the keys of the rows of images begin with that are there to be copied. */
    static final String SOURCE_KEY = "imageToCopy#";

    /** On those images and their snapshots, as {@link Tags#ROLE}. */
    static final String ROLE = "image-to-copy";

    private final Ledger ledger;
    private final Plans plans;
    private final Images images;
    private final ImageRemoval removal;
    private final TokenBuckets buckets;
    private final String deployment;

    EncryptedCopies(
            Ledger ledger, Plans plans, Images images, ImageRemoval removal, TokenBuckets buckets, String deployment) {
        this.ledger = ledger;
        this.plans = plans;
        this.images = images;
        this.removal = removal;
        this.buckets = buckets;
        this.deployment = deployment;
    }

    /** The copy that is the image of a build. */
    ImageInMaking.Order order(String key, Encryption encryption, Plan plan) {
        return new Copy(key, encryption, plan);
    }

    private final class Copy implements ImageInMaking.Order {
        private final String key;
        private final Encryption encryption;
        private final Plan plan;

        Copy(String key, Encryption encryption, Plan plan) {
            this.key = key;
            this.encryption = encryption;
            this.plan = plan;
        }

        @Override
        public String key() {
            return key;
        }

        @Override
        public String name(int attempt) {
            return ImageNames.of(plan, "", attempt);
        }

        @Override
        public void admit(Instant now) {
            buckets.take(ScarceCall.COPY_IMAGE, now);
        }

        /** The same call for the same row, so that EC2 makes one copy however often it is asked. */
        @Override
        public Optional<String> make(Resource row, boolean late) {
            var tags = new ImageTags(deployment, plan);
            return images.copy(new Images.NewCopy(
                    Builders.clientToken(MachineLaunch.launchTag(row)),
                    source(),
                    plan.region(),
                    row.attributes().get("name"),
                    plan.recipe().description(),
                    encryption.kmsKey(),
                    tags.ofImage("image"),
                    tags.of("snapshot")));
        }

        private String source() {
            return ledger.resources(plan.buildId()).stream()
                    .filter(row -> row.key().startsWith(SOURCE_KEY) && row.state() == Resource.State.OPEN)
                    .flatMap(row -> row.resourceId().stream())
                    .findFirst()
                    .orElseThrow(() -> new ImageFailed(
                            "The image that was to be copied is gone. The builder is held, if its lease is not over."
                                    + " Redrive makes another image and copies that."));
        }

        @Override
        public String held() {
            return "A copy fails so when the key does not exist in this region, is disabled, or may not be used by Kiln."
                    + " The image that was to be copied is held. To do: mend the key, then redrive; only the copy is made again.";
        }
    }

    /** Removes what was made to be copied: the images, and the snapshots of them. */
    void removeSources(List<Resource> held) {
        held.stream()
                .filter(row -> row.key().startsWith(SOURCE_KEY) && row.state() != Resource.State.CLOSED)
                .forEach(row -> {
                    row.resourceId().or(() -> unheard(row)).ifPresent(image -> removeSource(image, row.buildId()));
                    ledger.closed(row, Map.of(MachineLaunch.END, "removed"));
                });
    }

    /** Removes one image of those, and the snapshots of it. */
    void removeSource(String imageId, String buildId) {
        removal.end(imageId, plans.of(buildId).recipe().image().foreignSnapshots());
    }

    /** One whose answer was lost has the name in its row. */
    private Optional<String> unheard(Resource row) {
        return images.ownByName(row.attributes().get("name"))
                .filter(view -> row.buildId().equals(view.tags().get(Tags.BUILD)))
                .map(Images.View::imageId);
    }
}
