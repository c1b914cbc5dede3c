package dev.kiln.aws;

import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotInfo;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Snapshots of the volumes of machines. */
public final class Snapshots {
    private static final Set<String> GONE = Set.of("InvalidSnapshot.NotFound");

    private final Ec2Client ec2;

    public Snapshots(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    /**
     * What Kiln reads of a snapshot.
     *
     * @param completedAt empty until all blocks are copied
     */
    public record View(
            String snapshotId,
            String state,
            Instant startedAt,
            Optional<Instant> completedAt,
            Optional<String> kmsKey) {
        /** Whether blocks are still being copied. */
        public boolean pending() {
            return "pending".equals(state);
        }
    }

    /**
     * Takes snapshots of all volumes of an instance at one instant. Not idempotent, and EC2 takes no client token: a
     * tag of their own is the only way to find those whose answer was lost.
     */
    public List<String> take(String instanceId, String description, SortedMap<String, String> tags) {
        return AwsCall.of(
                        "CreateSnapshots (" + instanceId + ")",
                        () -> ec2.createSnapshots(r -> r.instanceSpecification(i -> i.instanceId(instanceId))
                                .description(description)
                                .tagSpecifications(Tags.specification(ResourceType.SNAPSHOT, tags))))
                .snapshots()
                .stream()
                .map(SnapshotInfo::snapshotId)
                .toList();
    }

    /** Those that carry a tag with this value. */
    public List<String> tagged(String tag, String value) {
        return find("tag:" + tag, List.of(value)).stream().map(View::snapshotId).toList();
    }

    /** Looks at some; those that EC2 does not know are left out. */
    public List<View> views(Collection<String> snapshotIds) {
        return snapshotIds.isEmpty() ? List.of() : find("snapshot-id", List.copyOf(snapshotIds));
    }

    private List<View> find(String filter, List<String> values) {
        var wanted = Filter.builder().name(filter).values(values).build();
        return AwsCall.of(
                        "DescribeSnapshots (" + filter + ")",
                        () -> ec2.describeSnapshots(r -> r.ownerIds("self").filters(wanted)))
                .snapshots()
                .stream()
                .map(Snapshots::view)
                .toList();
    }

    private static View view(Snapshot snapshot) {
        return new View(
                snapshot.snapshotId(),
                snapshot.stateAsString(),
                snapshot.startTime(),
                Optional.ofNullable(snapshot.completionTime()),
                Optional.ofNullable(snapshot.kmsKeyId()));
    }

    /** Deletes a snapshot, also one that is not complete; one that is gone is no error. */
    public void delete(String snapshotId) {
        AwsCall.unless(
                GONE, "DeleteSnapshot (" + snapshotId + ")", () -> ec2.deleteSnapshot(r -> r.snapshotId(snapshotId)));
    }
}
