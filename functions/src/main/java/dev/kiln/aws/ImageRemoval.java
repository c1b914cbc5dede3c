package dev.kiln.aws;

import dev.kiln.error.RequestRefused;
import software.amazon.awssdk.services.ec2.Ec2Client;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The end of an image. */
public final class ImageRemoval {
    private static final Set<String> GONE = Set.of("InvalidAMIID.NotFound", "InvalidAMIID.Unavailable");

    private static final Set<String> SNAPSHOT_GONE = Set.of("InvalidSnapshot.NotFound");

    private final Ec2Client ec2;

    public ImageRemoval(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    /** Ends fast launches of an image, and has EC2 remove the snapshots that it keeps ready for them. */
    public void disableFastLaunch(String imageId) {
        AwsCall.unless(
                GONE, "DisableFastLaunch (" + imageId + ")", () -> ec2.disableFastLaunch(r -> r.imageId(imageId)));
    }

    /**
     * Deregisters an image and deletes its snapshots, which EC2 would go on charging for; one that is gone is no error.
     *
     * @return the snapshots that are left, each with EC2's word for why
     */
    public List<String> end(String imageId) {
        return AwsCall.unless(
                        GONE,
                        "DeregisterImage (" + imageId + ")",
                        () -> ec2.deregisterImage(r -> r.imageId(imageId).deleteAssociatedSnapshots(true)))
                .stream()
                .flatMap(answer -> answer.deleteSnapshotResults().stream())
                .filter(result -> !"success".equals(result.returnCodeAsString()))
                .map(result -> result.snapshotId() + " (" + result.returnCodeAsString() + ")")
                .toList();
    }

    /**
     * The same of an image that has volumes from somebody else's snapshots, too: of these none is deleted.
     *
     * @param own the snapshots to delete
     * @return those of them that are left, each with why
     */
    public List<String> endWithout(String imageId, List<String> own) {
        AwsCall.unless(GONE, "DeregisterImage (" + imageId + ")", () -> ec2.deregisterImage(r -> r.imageId(imageId)));
        return own.stream().flatMap(id -> left(id).stream()).toList();
    }

    private Optional<String> left(String snapshotId) {
        try {
            AwsCall.unless(
                    SNAPSHOT_GONE,
                    "DeleteSnapshot (" + snapshotId + ")",
                    () -> ec2.deleteSnapshot(r -> r.snapshotId(snapshotId)));
            return Optional.empty();
        } catch (RequestRefused e) {
            // Another image needs it, for example.
            return Optional.of(snapshotId + " (" + e.code() + ")");
        }
    }
}
