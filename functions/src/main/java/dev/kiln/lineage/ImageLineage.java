package dev.kiln.lineage;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where an image comes from.
 *
 * @param parentImageId the image that its builder was launched from
 * @param parentChosenBy how the recipe named the parent
 * @param recipeVersionId the version of the recipe's object in the bucket
 * @param recipeSha256 of the recipe's text
 * @param createdAt when the image became available
 * @param forkedFrom the build that its builder comes from, when it took over that of another one
 * @param handTouched when a person began to change its builder by hand: such an image counts for nothing
 * @param retired when it was taken out of use, and then deregistered
 * @param caveat what the recipe took into account when it asked for the image in this way
 * @param fastLaunch what EC2 answered, if it was asked for fast launches
 * @param snapshotTimes what snapshots before it have brought, if the recipe wanted any
 * @param encryption empty where no volume is encrypted, or the record is from before this was written down
 * @param channels of its recipe that point to it: while there are any, it is not retired
 * @param verification empty until a machine launched from the image has passed all checks
 */
public record ImageLineage(
        String imageId,
        String imageName,
        List<String> snapshotIds,
        String parentImageId,
        String parentImageName,
        String parentChosenBy,
        String recipe,
        String recipeVersionId,
        String recipeSha256,
        String buildKey,
        String buildId,
        String executionArn,
        String startedBy,
        Instant startedAt,
        Instant createdAt,
        List<StepRecord> steps,
        String sealCommandId,
        MachineFacts machine,
        SortedMap<String, String> tags,
        Optional<Verification> verification,
        Optional<String> forkedFrom,
        Optional<Instant> handTouched,
        Optional<Instant> retired,
        Optional<String> caveat,
        Optional<SnapshotTimes> snapshotTimes,
        Optional<FastLaunchAnswer> fastLaunch,
        Optional<VolumeEncryption> encryption,
        SortedSet<String> channels) {
    public ImageLineage {
        snapshotIds = List.copyOf(snapshotIds);
        // What an earlier version has written does not have them.
        channels = Collections.unmodifiableSortedSet(
                Optional.ofNullable(channels).map(TreeSet::new).orElseGet(TreeSet::new));
        steps = List.copyOf(steps);
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    /** Whether it may be used: it boots, and everything in it comes from its recipe. */
    public boolean releasable() {
        return verification.isPresent() && handTouched.isEmpty() && retired.isEmpty();
    }

    /**
     * The proof that the image boots.
     *
     * @param instanceId the machine that was launched from it
     * @param commandId the command that looked at it
     * @param checks the recipe's checks that passed
     */
    public record Verification(Instant at, String instanceId, String commandId, List<String> checks) {
        public Verification {
            checks = List.copyOf(checks);
        }
    }

    ImageLineage verified(Verification proof) {
        var standing = verification.filter(first -> first.instanceId().equals(proof.instanceId()));
        return with(createdAt, standing.or(() -> Optional.of(proof)), retired, fastLaunch, channels);
    }

    /** Out of use, unless a channel points to it; the first time stays. */
    ImageLineage retired(Instant at) {
        return channels.isEmpty()
                ? with(createdAt, verification, retired.or(() -> Optional.of(at)), fastLaunch, channels)
                : this;
    }

    ImageLineage answered(FastLaunchAnswer answer) {
        return with(createdAt, verification, retired, Optional.of(answer), channels);
    }

    ImageLineage pointedAtBy(String channel) {
        var more = new TreeSet<>(channels);
        more.add(channel);
        return with(createdAt, verification, retired, fastLaunch, more);
    }

    ImageLineage leftBy(String channel) {
        var fewer = new TreeSet<>(channels);
        fewer.remove(channel);
        return with(createdAt, verification, retired, fastLaunch, fewer);
    }

    /** This record in place of an earlier one of the same image. */
    ImageLineage since(ImageLineage earlier) {
        return with(
                earlier.createdAt(),
                earlier.verification(),
                earlier.retired(),
                earlier.fastLaunch(),
                earlier.channels());
    }

    private ImageLineage with(
            Instant created,
            Optional<Verification> proof,
            Optional<Instant> gone,
            Optional<FastLaunchAnswer> fast,
            SortedSet<String> pointing) {
        return new ImageLineage(
                imageId,
                imageName,
                snapshotIds,
                parentImageId,
                parentImageName,
                parentChosenBy,
                recipe,
                recipeVersionId,
                recipeSha256,
                buildKey,
                buildId,
                executionArn,
                startedBy,
                startedAt,
                created,
                steps,
                sealCommandId,
                machine,
                tags,
                proof,
                forkedFrom,
                handTouched,
                gone,
                caveat,
                snapshotTimes,
                fast,
                encryption,
                pointing);
    }
}
