package dev.kiln.local.ec2;

import software.amazon.awssdk.services.ec2.model.DeleteVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;
import software.amazon.awssdk.services.ec2.model.VolumeAttachmentState;
import software.amazon.awssdk.services.ec2.model.VolumeState;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** DescribeVolumes and DeleteVolume. */
final class VolumeCalls {
    static final Set<String> DESCRIBE = Set.of("VolumeIds", "Filters", "MaxResults", "NextToken");
    static final Set<String> DELETE = Set.of("VolumeId");
    private static final int SMALLEST_PAGE = 5;

    private final Store store;
    private final Filters<StoredVolume> filters;

    VolumeCalls(Store store) {
        this.store = store;
        this.filters = new Filters<>(
                Map.of(
                        "volume-id", v -> Stream.of(v.volumeId()),
                        "status", v -> Stream.of(state(v).toString()),
                        "snapshot-id", v -> v.spec().snapshotId().stream(),
                        "attachment.instance-id", v -> v.attached() ? Stream.of(v.instanceId()) : Stream.empty(),
                        "attachment.device", v -> v.attached() ? Stream.of(v.deviceName()) : Stream.empty()),
                v -> store.tags().of(v.volumeId()));
    }

    DescribeVolumesResponse describe(DescribeVolumesRequest request) {
        var candidates = request.volumeIds().isEmpty()
                ? store.volumes().all().stream()
                : request.volumeIds().stream().map(store.volumes()::existing);
        var page = Pages.cut(
                candidates.filter(filters.of(request.filters())).toList(),
                SMALLEST_PAGE,
                Optional.ofNullable(request.maxResults()),
                Optional.ofNullable(request.nextToken()));
        var response = DescribeVolumesResponse.builder()
                .volumes(page.items().stream().map(this::view).toList());
        page.nextToken().ifPresent(response::nextToken);
        return response.build();
    }

    private static VolumeState state(StoredVolume volume) {
        return volume.attached() ? VolumeState.IN_USE : VolumeState.AVAILABLE;
    }

    private Volume view(StoredVolume volume) {
        var spec = volume.spec();
        var view = Volume.builder()
                .volumeId(volume.volumeId())
                .size(spec.sizeGiB())
                .volumeType(spec.volumeType())
                .encrypted(spec.encrypted())
                .availabilityZone(volume.zone())
                .createTime(volume.createdAt())
                .state(state(volume))
                .tags(store.tags().list(volume.volumeId()));
        spec.snapshotId().ifPresent(view::snapshotId);
        spec.iops().ifPresent(view::iops);
        spec.throughput().ifPresent(view::throughput);
        spec.kmsKeyId().ifPresent(view::kmsKeyId);
        if (volume.attached()) {
            view.attachments(attachment(volume));
        }
        return view.build();
    }

    private static VolumeAttachment attachment(StoredVolume volume) {
        return VolumeAttachment.builder()
                .instanceId(volume.instanceId())
                .volumeId(volume.volumeId())
                .device(volume.deviceName())
                .attachTime(volume.createdAt())
                .deleteOnTermination(volume.spec().deleteOnTermination())
                .state(VolumeAttachmentState.ATTACHED)
                .build();
    }

    DeleteVolumeResponse delete(DeleteVolumeRequest request) {
        var volume = store.volumes()
                .existing(Optional.ofNullable(request.volumeId()).orElseThrow(() -> Ec2Errors.missing("VolumeId")));
        if (volume.attached()) {
            throw Ec2Errors.client(
                    "VolumeInUse", "Volume " + volume.volumeId() + " is currently attached to " + volume.instanceId());
        }
        store.volumes().remove(volume.volumeId());
        return DeleteVolumeResponse.builder().build();
    }
}
