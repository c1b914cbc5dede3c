package dev.kiln.local.ec2;

import software.amazon.awssdk.services.ec2.model.DescribeVolumesModificationsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesModificationsResponse;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeResponse;
import software.amazon.awssdk.services.ec2.model.VolumeModification;
import software.amazon.awssdk.services.ec2.model.VolumeModificationState;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * ModifyVolume and DescribeVolumesModifications (EC2 API reference; EBS user guide, "Modify an Amazon EBS volume using
 * Elastic Volumes operations"). A modification must be completed before the next one, and four are accepted in 24
 * hours. What is answered for the id of a volume that was never modified is not documented, so one is asked for by a
 * filter alone.
 */
final class ModificationCalls {
    static final Set<String> MODIFY = Set.of("VolumeId", "Size", "VolumeType", "Iops", "Throughput");
    static final Set<String> DESCRIBE = Set.of("Filters");
    private static final Duration PERIOD = Duration.ofHours(24);
    private static final int MOST_IN_A_PERIOD = 4;
    private static final long DONE = 100;

    private final Engine engine;
    private final Store store;
    private final VolumeModifying modifying;
    private final Filters<StoredVolume> filters;

    ModificationCalls(Engine engine, Store store, VolumeModifying modifying) {
        this.engine = engine;
        this.store = store;
        this.modifying = modifying;
        this.filters = new Filters<>(
                Map.of(
                        "volume-id",
                        v -> Stream.of(v.volumeId()),
                        "modification-state",
                        v -> v.lastModification().stream().map(m -> state(m).toString())),
                v -> new TreeMap<>());
    }

    ModifyVolumeResponse modify(ModifyVolumeRequest request) {
        var volume = store.volumes()
                .existing(Optional.ofNullable(request.volumeId()).orElseThrow(() -> Ec2Errors.missing("VolumeId")));
        checkTime(volume);
        var to = asked(volume, request);
        var modification = StoredModification.begun(volume.spec(), to, engine.now());
        store.volumes().add(volume.begin(modification));
        modifying.begin(volume.volumeId());
        return ModifyVolumeResponse.builder()
                .volumeModification(view(volume.volumeId(), modification))
                .build();
    }

    /** The texts of both refusals are EC2's own, as users have reported them. */
    private void checkTime(StoredVolume volume) {
        volume.lastModification()
                .map(this::state)
                .filter(state -> state != VolumeModificationState.COMPLETED)
                .ifPresent(state -> {
                    throw Ec2Errors.client(
                            "IncorrectModificationState",
                            "Volume " + volume.volumeId() + " cannot be modified in modification state "
                                    + state.name());
                });
        var since = engine.now().minus(PERIOD);
        if (volume.modifications().stream()
                        .filter(m -> m.startedAt().isAfter(since))
                        .count()
                >= MOST_IN_A_PERIOD) {
            throw Ec2Errors.client(
                    "VolumeModificationRateExceeded",
                    "You've reached the maximum modification rate per volume limit. Wait at least 6 hours between modifications per EBS volume.");
        }
    }

    private static EbsSpec asked(StoredVolume volume, ModifyVolumeRequest request) {
        if (Stream.of(request.size(), request.volumeType(), request.iops(), request.throughput())
                .allMatch(value -> value == null)) {
            throw Ec2Errors.missing("Size");
        }
        Optional.ofNullable(request.size())
                .filter(size -> size < volume.spec().sizeGiB())
                .ifPresent(size -> {
                    throw Ec2Errors.invalidValue("New size cannot be smaller than existing size");
                });
        var asked = EbsBlockDevice.builder()
                .volumeSize(request.size())
                .volumeType(request.volumeTypeAsString())
                .iops(request.iops())
                .throughput(request.throughput())
                .build();
        return EbsRules.modified(volume.spec(), asked);
    }

    DescribeVolumesModificationsResponse describe(DescribeVolumesModificationsRequest request) {
        return DescribeVolumesModificationsResponse.builder()
                .volumesModifications(store.volumes().all().stream()
                        .filter(volume -> volume.lastModification().isPresent())
                        .filter(filters.of(request.filters()))
                        .map(volume -> view(
                                volume.volumeId(), volume.lastModification().orElseThrow()))
                        .toList())
                .build();
    }

    private VolumeModificationState state(StoredModification modification) {
        return modification.state(engine.now());
    }

    private VolumeModification view(String volumeId, StoredModification modification) {
        var state = state(modification);
        var from = modification.from();
        var to = modification.to();
        var view = VolumeModification.builder()
                .volumeId(volumeId)
                .modificationState(state)
                .originalSize(from.sizeGiB())
                .originalVolumeType(from.volumeType())
                .targetSize(to.sizeGiB())
                .targetVolumeType(to.volumeType())
                .startTime(modification.startedAt());
        from.iops().ifPresent(view::originalIops);
        from.throughput().ifPresent(view::originalThroughput);
        to.iops().ifPresent(view::targetIops);
        to.throughput().ifPresent(view::targetThroughput);
        if (state == VolumeModificationState.COMPLETED) {
            modification.completedAt().ifPresent(view::endTime);
            view.progress(DONE);
        } else {
            view.progress(0L);
        }
        return view.build();
    }
}
