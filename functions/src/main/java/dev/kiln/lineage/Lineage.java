package dev.kiln.lineage;

import dev.kiln.error.TransientServiceFailure;
import dev.kiln.ledger.Tables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The lineage of all images. One item an image; never deleted, because an image outlives its build by years. */
public final class Lineage {
    /** As far as EC2 itself remembers an ancestry (EC2 user guide, "Trace the origin of an AMI"). */
    public static final int GENERATIONS_MAX = 50;

    /** A lost race is one more try; nobody loses that often. */
    private static final int TRIES = 10;

    private final LineageTable table;
    private final ImageItems images;

    public Lineage(DynamoDbClient dynamo, String table) {
        this.table = new LineageTable(dynamo, table);
        this.images = new ImageItems(this.table);
    }

    /** Writes the lineage of an image, again when a state is entered again; its time and its proof stay. */
    public void record(ImageLineage image) {
        if (!table.put(ImageItems.first(image))) {
            change(image.imageId(), image::since);
        }
    }

    /**
     * Records that the image has proven to boot, and answers what is on record of it now. Said again of the same
     * machine, the first time stays.
     */
    public Optional<ImageLineage> verified(String imageId, ImageLineage.Verification proof) {
        return change(imageId, image -> image.verified(proof));
    }

    /** Records what EC2 answered when it was asked for fast launches. */
    public void answered(String imageId, FastLaunchAnswer answer) {
        change(imageId, image -> image.answered(answer));
    }

    /**
     * Records that an image is taken out of use, unless a channel points to it; the first time stays.
     *
     * @return what is on record of it now
     */
    public Optional<ImageLineage> retired(String imageId, Instant at) {
        return change(imageId, image -> image.retired(at));
    }

    /** Changes what is on record, anew when somebody else has done so meanwhile, and answers what is there now. */
    private Optional<ImageLineage> change(String imageId, UnaryOperator<ImageLineage> change) {
        for (int i = 0; i < TRIES; i++) {
            var stored = images.of(imageId);
            var changed = stored.map(ImageItems.Stored::image).map(change);
            if (stored.isEmpty() || table.put(stored.get().changedTo(changed.orElseThrow()))) {
                return changed;
            }
        }
        throw new TransientServiceFailure(
                "The lineage of " + imageId + " was changed " + TRIES + " times meanwhile. It is tried again.");
    }

    /** One image; strongly consistent, because builds decide by it. */
    public Optional<ImageLineage> of(String imageId) {
        return images.of(imageId).map(ImageItems.Stored::image);
    }

    /** The images of a recipe, newest first, in pages that are read as far as the stream is. */
    public Stream<ImageLineage> ofRecipe(String recipe) {
        return query(Tables.BY_RECIPE, Tables.RECIPE, recipe, false);
    }

    /** The images whose builders were launched from this one, oldest first. */
    public Stream<ImageLineage> children(String imageId) {
        return query(Tables.BY_PARENT, Tables.PARENT, imageId, true);
    }

    /** The images that this one comes from, nearest first; the first one that Kiln did not build ends the chain. */
    public List<ImageLineage> ancestors(ImageLineage image) {
        var ancestors = new ArrayList<ImageLineage>();
        var next = of(image.parentImageId());
        while (next.isPresent() && ancestors.size() < GENERATIONS_MAX) {
            ancestors.add(next.get());
            next = of(next.get().parentImageId());
        }
        return List.copyOf(ancestors);
    }

    private Stream<ImageLineage> query(String index, String key, String value, boolean forward) {
        return table.query(index, key, value, forward).map(item -> LineageTable.data(item, ImageLineage.class));
    }
}
