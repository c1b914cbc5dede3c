package dev.kiln.aws;

import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Tag;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/** What carries the tags of a deployment in the account, whatever the ledger says of it. */
public final class Belongings {
    private static final Set<String> VOLUME_GONE = Set.of("InvalidVolume.NotFound", "VolumeInUse", "IncorrectState");
    private static final Set<String> INTERFACE_GONE =
            Set.of("InvalidNetworkInterfaceID.NotFound", "InvalidNetworkInterface.InUse", "InvalidParameterValue");

    private final Ec2Client ec2;
    private final String deployment;

    public Belongings(Ec2Client ec2, String deployment) {
        this.ec2 = ec2;
        this.deployment = deployment;
    }

    /** One thing with its tags. */
    public record Belonging(String id, SortedMap<String, String> tags) {
        /** The build that made it; empty text when the tag is gone. */
        public String build() {
            return tags.getOrDefault(Tags.BUILD, "");
        }
    }

    /** The machines that are not on their way out. */
    public List<Belonging> machines() {
        var living = filter("instance-state-name", "pending", "running", "stopping", "stopped");
        return AwsCall.of(
                "DescribeInstances (" + deployment + ")",
                () -> ec2.describeInstancesPaginator(r -> r.filters(ours(), living)).reservations().stream()
                        .flatMap(reservation -> reservation.instances().stream())
                        .map(instance -> belonging(instance.instanceId(), instance.tags()))
                        .toList());
    }

    /** The volumes that no machine uses. */
    public List<Belonging> looseVolumes() {
        return AwsCall.of(
                "DescribeVolumes (" + deployment + ")",
                () ->
                        ec2
                                .describeVolumesPaginator(r -> r.filters(ours(), filter("status", "available")))
                                .volumes()
                                .stream()
                                .map(volume -> belonging(volume.volumeId(), volume.tags()))
                                .toList());
    }

    /** The network interfaces that no machine uses. */
    public List<Belonging> looseInterfaces() {
        return AwsCall.of(
                "DescribeNetworkInterfaces (" + deployment + ")",
                () -> ec2
                        .describeNetworkInterfacesPaginator(r -> r.filters(ours(), filter("status", "available")))
                        .networkInterfaces()
                        .stream()
                        .map(i -> belonging(i.networkInterfaceId(), i.tagSet()))
                        .toList());
    }

    /** The key pairs, by their names. */
    public List<Belonging> keyPairs() {
        return AwsCall.of(
                "DescribeKeyPairs (" + deployment + ")",
                () -> ec2.describeKeyPairs(r -> r.filters(ours())).keyPairs().stream()
                        .map(pair -> belonging(pair.keyName(), pair.tags()))
                        .toList());
    }

    /** One image, or one snapshot, and since when it is there. */
    public record Kept(Belonging thing, String name, Instant since, List<String> snapshotIds) {
        public Kept {
            snapshotIds = List.copyOf(snapshotIds);
        }
    }

    /** The images of this account, in whichever state. */
    public List<Kept> images() {
        return AwsCall.of(
                "DescribeImages (" + deployment + ")",
                () -> ec2.describeImages(r -> r.owners("self").filters(ours())).images().stream()
                        .map(Belongings::kept)
                        .toList());
    }

    /** The images of a role, in whichever state. */
    public List<Belonging> images(String role) {
        return AwsCall.of(
                "DescribeImages (" + role + " of " + deployment + ")",
                () -> ec2
                        .describeImages(r -> r.owners("self").filters(ours(), filter("tag:" + Tags.ROLE, role)))
                        .images()
                        .stream()
                        .map(image -> belonging(image.imageId(), image.tags()))
                        .toList());
    }

    private static Kept kept(Image image) {
        return new Kept(
                belonging(image.imageId(), image.tags()),
                image.name(),
                Instant.parse(image.creationDate()),
                Images.snapshotIds(image));
    }

    /** The snapshots of this account, in whichever state. */
    public List<Kept> snapshots() {
        return AwsCall.of(
                "DescribeSnapshots (" + deployment + ")",
                () -> ec2.describeSnapshotsPaginator(r -> r.ownerIds("self").filters(ours())).snapshots().stream()
                        .map(s -> new Kept(
                                belonging(s.snapshotId(), s.tags()),
                                s.description(),
                                s.startTime(),
                                List.of(s.snapshotId())))
                        .toList());
    }

    /** The snapshots of a role, in whichever state. */
    public List<Belonging> snapshots(String role) {
        return AwsCall.of(
                "DescribeSnapshots (" + role + " of " + deployment + ")",
                () -> ec2
                        .describeSnapshotsPaginator(r ->
                                r.ownerIds("self").filters(ours(), filter("tag:" + Tags.ROLE, role)))
                        .snapshots()
                        .stream()
                        .map(snapshot -> belonging(snapshot.snapshotId(), snapshot.tags()))
                        .toList());
    }

    /** Deletes a volume; one that is gone, or in use again, stays as it is. */
    public void deleteVolume(String id) {
        AwsCall.unless(VOLUME_GONE, "DeleteVolume (" + id + ")", () -> ec2.deleteVolume(r -> r.volumeId(id)));
    }

    /** Deletes a network interface; one that is gone, or in use again, stays as it is. */
    public void deleteInterface(String id) {
        AwsCall.unless(
                INTERFACE_GONE,
                "DeleteNetworkInterface (" + id + ")",
                () -> ec2.deleteNetworkInterface(r -> r.networkInterfaceId(id)));
    }

    private Filter ours() {
        return filter("tag:" + Tags.DEPLOYMENT, deployment);
    }

    private static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }

    private static Belonging belonging(String id, List<Tag> tags) {
        return new Belonging(id, Tags.read(tags));
    }
}
