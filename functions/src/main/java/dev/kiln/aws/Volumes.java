package dev.kiln.aws;

import dev.kiln.recipe.Disk;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeRequest;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeModification;
import software.amazon.awssdk.services.ec2.model.VolumeModificationState;

import java.util.Optional;

/** The volumes of machines that Kiln did not launch: what they are, and how they become what a recipe wants. */
public final class Volumes {
    /** How far the last modification of a volume is (EC2 API reference, VolumeModification). */
    public enum Phase {
        /** It has begun, and may not be in force yet. */
        MODIFYING,
        /** It is in force, and EC2 accepts no other one until it is completed. */
        OPTIMIZING,
        /** There is none under way. */
        SETTLED
    }

    /**
     * A volume. While its modification is optimized it is taken to be what that makes of it.
     *
     * @param role the value of its tag {@link Tags#ROLE}, if it carries one
     */
    public record View(
            String volumeId,
            int sizeGiB,
            String type,
            Optional<Integer> iops,
            Optional<Integer> throughput,
            Optional<String> role,
            Phase phase) {
        /** Whether it is all that is asked for. */
        public boolean is(Disk asked) {
            return asked.sizeGiB().filter(size -> size != sizeGiB).isEmpty()
                    && asked.type().filter(other -> !other.equals(type)).isEmpty()
                    && sameOrNotAsked(asked.iops(), iops)
                    && sameOrNotAsked(asked.throughput(), throughput);
        }

        private static boolean sameOrNotAsked(Optional<Integer> asked, Optional<Integer> there) {
            return asked.isEmpty() || asked.equals(there);
        }

        private View as(VolumeModification modification) {
            return new View(
                    volumeId,
                    modification.targetSize(),
                    modification.targetVolumeTypeAsString(),
                    Optional.ofNullable(modification.targetIops()),
                    Optional.ofNullable(modification.targetThroughput()),
                    role,
                    Phase.OPTIMIZING);
        }

        private View in(Phase other) {
            return new View(volumeId, sizeGiB, type, iops, throughput, role, other);
        }
    }

    private final Ec2Client ec2;

    public Volumes(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    /** The volume that an instance has as a device; empty when EC2 knows none. */
    public Optional<View> attached(String instanceId, String device) {
        return AwsCall.of(
                        "DescribeVolumes (" + device + " of " + instanceId + ")",
                        () -> ec2.describeVolumes(r -> r.filters(
                                filter("attachment.instance-id", instanceId), filter("attachment.device", device))))
                .volumes()
                .stream()
                .findFirst()
                .map(Volumes::view)
                .map(this::modified);
    }

    private static View view(Volume volume) {
        return new View(
                volume.volumeId(),
                volume.size(),
                volume.volumeTypeAsString(),
                Optional.ofNullable(volume.iops()),
                Optional.ofNullable(volume.throughput()),
                Optional.ofNullable(Tags.read(volume.tags()).get(Tags.ROLE)),
                Phase.SETTLED);
    }

    /** Asked by a filter, EC2 answers nothing of a volume that was never modified, instead of an error. */
    private View modified(View view) {
        return AwsCall.of(
                        "DescribeVolumesModifications (" + view.volumeId() + ")",
                        () -> ec2.describeVolumesModifications(r -> r.filters(filter("volume-id", view.volumeId()))))
                .volumesModifications()
                .stream()
                .findFirst()
                .map(modification -> modified(view, modification))
                .orElse(view);
    }

    private static View modified(View view, VolumeModification modification) {
        if (modification.modificationState() == VolumeModificationState.MODIFYING) {
            return view.in(Phase.MODIFYING);
        }
        return modification.modificationState() == VolumeModificationState.OPTIMIZING ? view.as(modification) : view;
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    /** Asks EC2 to make a volume what is asked for; what is not asked for stays (EC2 API reference, ModifyVolume). */
    public void modify(String volumeId, Disk asked) {
        var request = ModifyVolumeRequest.builder().volumeId(volumeId);
        asked.sizeGiB().ifPresent(request::size);
        asked.type().ifPresent(request::volumeType);
        asked.iops().ifPresent(request::iops);
        asked.throughput().ifPresent(request::throughput);
        AwsCall.of("ModifyVolume (" + volumeId + ")", () -> ec2.modifyVolume(request.build()));
    }
}
