package dev.kiln.step;

import dev.kiln.aws.RecipeBucket;
import dev.kiln.event.RecipeKey;
import dev.kiln.lineage.ImageLineage;
import dev.kiln.lineage.Lineage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Retires the images that the recipes in the bucket no longer keep. Recipes that say nothing of retention, and those
 * that are gone from the bucket, keep all.
 */
public final class RetireImages {
    private static final Logger LOG = LoggerFactory.getLogger(RetireImages.class);

    private final RecipeBucket bucket;
    private final String bucketName;
    private final Lineage lineage;
    private final Expiry expiry;
    private final Retirement retirement;
    private final InstantSource clock;

    public RetireImages(
            RecipeBucket bucket, String bucketName, Steps.Records records, Retirement retirement, InstantSource clock) {
        this.bucket = bucket;
        this.bucketName = bucketName;
        this.lineage = records.lineage();
        this.expiry = new Expiry(records);
        this.retirement = retirement;
        this.clock = clock;
    }

    /**
     * Retires what nobody uses. An image that cannot be looked at does not keep the others: they are retired, and then
     * the first failure is thrown.
     *
     * @param atMost no image is begun after this time; the next run finds what is left
     * @return the images that were retired
     */
    public List<String> run(Duration atMost) {
        var end = clock.instant().plus(atMost);
        var retired = new ArrayList<String>();
        Optional<RuntimeException> failure = Optional.empty();
        for (ImageLineage image : expired()) {
            if (clock.instant().isAfter(end)) {
                break;
            }
            try {
                retire(image).ifPresent(retired::add);
            } catch (RuntimeException e) {
                LOG.error("The image {} of the recipe {} could not be retired.", image.imageId(), image.recipe(), e);
                failure = failure.or(() -> Optional.of(e));
            }
        }
        failure.ifPresent(first -> {
            throw first;
        });
        return List.copyOf(retired);
    }

    private List<ImageLineage> expired() {
        return bucket.keys(bucketName, RecipeKey.PREFIX).stream()
                .flatMap(key -> RecipeKey.of(key).stream())
                .flatMap(recipe -> expired(recipe.name()).stream())
                .toList();
    }

    private List<ImageLineage> expired(String recipe) {
        var images = lineage.ofRecipe(recipe).toList();
        var expired = expiry.retention(images)
                .map(retention -> expiry.of(retirement.there(images), retention, clock.instant()))
                .orElseGet(List::of);
        // What a person has made by hand only a person retires.
        return Stream.concat(
                        retirement.cutOff(images).stream(),
                        expired.stream().filter(image -> image.handTouched().isEmpty()))
                .toList();
    }

    private Optional<String> retire(ImageLineage image) {
        return switch (retirement.look(image.imageId())) {
            case Retirement.Verdict.Gone gone -> Optional.empty();
            case Retirement.Verdict.Kept kept -> kept(image, kept);
            case Retirement.Verdict.Retirable retirable ->
                switch (retirement.retire(retirable)) {
                    case Retirement.Outcome.Kept kept -> kept(image, kept.verdict());
                    case Retirement.Outcome.Retired done -> {
                        LOG.info(
                                "The image {} of {} is retired; snapshots left: {}",
                                image.imageId(),
                                image.recipe(),
                                done.left());
                        yield Optional.of(image.imageId());
                    }
                };
        };
    }

    private static Optional<String> kept(ImageLineage image, Retirement.Verdict.Kept kept) {
        LOG.info("The image {} of {} is kept: {}", image.imageId(), image.recipe(), kept.reasons());
        return Optional.empty();
    }
}
