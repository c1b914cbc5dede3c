package dev.kiln.step;

import dev.kiln.aws.ImageRemoval;
import dev.kiln.aws.ImageUses;
import dev.kiln.error.RequestRefused;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.Builds;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Resource;
import dev.kiln.lineage.FastLaunchAnswer;
import dev.kiln.lineage.ImageLineage;
import dev.kiln.lineage.Lineage;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Ends images that nobody needs any more: deregisters them and deletes their snapshots. The lineage keeps its record.
 * What somebody uses, or might, is kept.
 */
public final class Retirement {
    private final Lineage lineage;
    private final Ledger ledger;
    private final Builds builds;
    private final ImageUses uses;
    private final ImageRemoval removal;
    private final InstantSource clock;

    public Retirement(Steps.Records records, ImageUses uses, ImageRemoval removal, InstantSource clock) {
        this.lineage = records.lineage();
        this.ledger = records.ledger();
        this.builds = records.builds();
        this.uses = uses;
        this.removal = removal;
        this.clock = clock;
    }

    /** Those of a recipe's images whose retirement was begun and cut off, so that they are still there. */
    public List<ImageLineage> cutOff(List<ImageLineage> images) {
        return images.stream()
                .filter(image -> image.retired().isPresent())
                .filter(image -> openRows(image).findAny().isPresent())
                .toList();
    }

    /** Those of a recipe's images that are there: somebody may have deregistered one without Kiln. */
    public List<ImageLineage> there(List<ImageLineage> images) {
        var mayBe = images.stream().filter(image -> image.retired().isEmpty()).toList();
        var known = uses.known(mayBe.stream().map(ImageLineage::imageId).toList());
        return mayBe.stream().filter(image -> known.contains(image.imageId())).toList();
    }

    /** The last that a retirement does is to close them. */
    private Stream<Resource> openRows(ImageLineage image) {
        return ledger.resources(image.buildId()).stream()
                .filter(row -> row.state() != Resource.State.CLOSED)
                .filter(row -> row.resourceId().filter(image.imageId()::equals).isPresent());
    }

    /** What can be done about an image. */
    public sealed interface Verdict {
        /**
         * It can be retired, and its snapshots with it.
         *
         * @param snapshotIds its own
         * @param foreign those of its volumes that were there before it, which stay
         */
        record Retirable(ImageLineage image, List<String> snapshotIds, List<String> foreign) implements Verdict {
            public Retirable {
                snapshotIds = List.copyOf(snapshotIds);
                foreign = List.copyOf(foreign);
            }
        }

        /** It is kept; the reasons are sentences. */
        record Kept(String imageId, List<String> reasons) implements Verdict {
            public Kept {
                reasons = List.copyOf(reasons);
            }
        }

        /** It is gone already. */
        record Gone(String imageId) implements Verdict {}
    }

    /** Looks, and changes nothing. */
    public Verdict look(String imageId) {
        var image = lineage.of(imageId);
        if (image.isEmpty()) {
            return new Verdict.Kept(imageId, List.of("Kiln did not make it: there is no lineage of it."));
        }
        return uses.of(imageId).map(found -> look(image.get(), found)).orElseGet(() -> new Verdict.Gone(imageId));
    }

    private Verdict look(ImageLineage image, ImageUses.Uses found) {
        var reasons = new ArrayList<String>();
        if (found.build().filter(image.buildId()::equals).isEmpty()) {
            reasons.add("Its tag kiln:build does not name the build " + image.buildId() + ", which made it.");
        }
        builds.of(image.buildId())
                .filter(BuildRecord::running)
                .ifPresent(build -> reasons.add("Its build " + build.buildId() + " still runs."));
        reasons.addAll(pointings(image));
        found.protection()
                .ifPresent(word -> reasons.add("It has deregistration protection (" + word
                        + "). To take it off: aws ec2 disable-image-deregistration-protection --image-id "
                        + image.imageId()));
        found.references().forEach(arn -> reasons.add("In use by " + arn + "."));
        found.sharedWith().forEach(who -> reasons.add("Shared with " + who + "."));
        lineage.children(image.imageId())
                .filter(child -> child.retired().isEmpty())
                .forEach(child -> reasons.add(
                        "The parent of " + child.imageId() + " (" + child.imageName() + "), which is not retired."));
        return reasons.isEmpty() ? retirable(image, found.snapshotIds()) : new Verdict.Kept(image.imageId(), reasons);
    }

    private static Verdict retirable(ImageLineage image, List<String> snapshotIds) {
        var own = snapshotIds.stream().filter(image.snapshotIds()::contains).toList();
        var foreign = snapshotIds.stream().filter(id -> !own.contains(id)).toList();
        return new Verdict.Retirable(image, own, foreign);
    }

    private static List<String> pointings(ImageLineage image) {
        return image.channels().stream()
                .map(channel -> "The channel " + channel + " of " + image.recipe()
                        + " points to it. To point that elsewhere: kiln channel " + image.recipe() + " " + channel
                        + " IMAGE; or to end it: kiln channel " + image.recipe() + " " + channel + " --remove")
                .toList();
    }

    /** Before the image goes, because EC2 then removes what it keeps ready, too. */
    private void endFastLaunches(ImageLineage image) {
        if (image.fastLaunch().filter(FastLaunchAnswer::granted).isPresent()) {
            try {
                removal.disableFastLaunch(image.imageId());
            } catch (RequestRefused e) {
                // Somebody has ended them before, or they were never made: nothing keeps the image.
                return;
            }
        }
    }

    /** How a retirement ended. */
    public sealed interface Outcome {
        /**
         * It is deregistered.
         *
         * @param left the snapshots that are left, each with EC2's word for why
         */
        record Retired(List<String> left) implements Outcome {
            public Retired {
                left = List.copyOf(left);
            }
        }

        /** A channel was pointed to it since it was looked at; nothing was done. */
        record Kept(Verdict.Kept verdict) implements Outcome {}
    }

    /**
     * Retires an image. That it is retired is written first, so that no build takes it for its parent and no channel is
     * pointed to it meanwhile; done again, it goes on where it stood.
     */
    public Outcome retire(Verdict.Retirable verdict) {
        String imageId = verdict.image().imageId();
        var stands = lineage.retired(imageId, clock.instant()).orElse(verdict.image());
        if (!stands.channels().isEmpty()) {
            return new Outcome.Kept(new Verdict.Kept(imageId, pointings(stands)));
        }
        endFastLaunches(verdict.image());
        var left = removal.end(imageId, verdict.foreign());
        openRows(verdict.image()).forEach(row -> ledger.closed(row, Map.of(MachineLaunch.END, "retired")));
        return new Outcome.Retired(left);
    }
}
