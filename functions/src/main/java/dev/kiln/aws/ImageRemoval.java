package dev.kiln.aws;

import dev.kiln.error.RequestRefused;
import software.amazon.awssdk.services.ec2.Ec2Client;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The end of an image. */
public final class ImageRemoval {
    private static final Set<String> GONE = Set.of("InvalidAMIID.NotFound", "InvalidAMIID.Unavailable");

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
     * @param foreign snapshots that volumes of the image are filled from, and that were there before it: they stay
     * @return the snapshots that are left, each with EC2's word for why
     */
    public List<String> end(String imageId, Collection<String> foreign) {
        return foreign.isEmpty() ? endWithAll(imageId) : endWithOthers(imageId, foreign);
    }

    private List<String> endWithAll(String imageId) {
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

    /** EC2 deletes all snapshots of an image with it, or none. */
    private List<String> endWithOthers(String imageId, Collection<String> foreign) {
        var own = new Images(ec2)
                .view(imageId).stream()
                        .flatMap(view -> view.snapshotIds().stream())
                        .filter(id -> !foreign.contains(id))
                        .toList();
        AwsCall.unless(GONE, "DeregisterImage (" + imageId + ")", () -> ec2.deregisterImage(r -> r.imageId(imageId)));
        return own.stream().flatMap(id -> delete(id).stream()).toList();
    }

    /** The snapshot if it is left. */
    private Optional<String> delete(String snapshotId) {
        try {
            new Snapshots(ec2).delete(snapshotId);
            return Optional.empty();
        } catch (RequestRefused e) {
            return Optional.of(snapshotId + " (" + e.code() + ")");
        }
    }
}
