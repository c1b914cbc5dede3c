package dev.kiln.local.ec2;

import dev.kiln.local.request.RequestFields;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotInfo;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.StorageTier;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** CreateSnapshots, DescribeSnapshots and DeleteSnapshot. */
final class SnapshotCalls {
    static final Set<String> DESCRIBE = Set.of("SnapshotIds", "OwnerIds", "Filters", "MaxResults", "NextToken");
    static final Set<String> DELETE = Set.of("SnapshotId");
    static final Set<String> CREATE = Set.of("InstanceSpecification", "Description", "TagSpecifications");
    private static final Set<String> OF_INSTANCE = Set.of("InstanceId");
    private static final Set<String> SLOW_TYPES = Set.of("st1", "sc1");
    private static final int MOST_PENDING = 5;
    private static final int SMALLEST_PAGE = 5;

    private final Engine engine;
    private final Store store;
    private final SnapshotMaking making;
    private final Filters<StoredSnapshot> filters;

    SnapshotCalls(Engine engine, Store store, SnapshotMaking making) {
        this.engine = engine;
        this.making = making;
        this.store = store;
        this.filters = new Filters<>(
                Map.of(
                        "snapshot-id", s -> Stream.of(s.snapshotId()),
                        "volume-id", s -> Stream.of(s.volumeId()),
                        "status", s -> Stream.of(s.state().toString()),
                        "description", s -> Stream.of(s.description()),
                        "owner-id", s -> Stream.of(s.ownerId())),
                s -> store.tags().of(s.snapshotId()));
    }

    /** Takes all volumes of an instance as they are at this instant, whatever runs there. */
    CreateSnapshotsResponse create(CreateSnapshotsRequest request) {
        var specification = Optional.ofNullable(request.instanceSpecification())
                .orElseThrow(() -> Ec2Errors.missing("InstanceSpecification"));
        RequestFields.refuseOthers("InstanceSpecification", specification, OF_INSTANCE);
        var machine = store.instances()
                .existing(Optional.ofNullable(specification.instanceId())
                        .orElseThrow(() -> Ec2Errors.missing("InstanceId")));
        var tags = TagRules.atCreation(request.tagSpecifications(), Set.of(ResourceType.SNAPSHOT));
        var volumes = store.volumes().of(machine.facts());
        volumes.forEach(this::checkPending);
        var taken = volumes.stream()
                .map(volume -> StoredSnapshot.of(
                        volume,
                        Optional.ofNullable(request.description()).orElse(""),
                        volume.deviceName().equals(machine.facts().rootDeviceName())
                                ? Optional.of(machine.guest().disk())
                                : Optional.empty(),
                        engine))
                .toList();
        taken.forEach(snapshot -> {
            store.snapshots().add(snapshot);
            store.tags().put(snapshot.snapshotId(), tags.get(ResourceType.SNAPSHOT));
        });
        making.begin(taken.stream().map(StoredSnapshot::snapshotId).toList());
        return CreateSnapshotsResponse.builder()
                .snapshots(taken.stream().map(this::info).toList())
                .build();
    }

    /** EBS user guide, "Create Amazon EBS snapshots": five at a time, of the slow types one. */
    private void checkPending(StoredVolume volume) {
        int most = SLOW_TYPES.contains(volume.spec().volumeType()) ? 1 : MOST_PENDING;
        if (store.snapshots().pending(volume.volumeId()) >= most) {
            throw Ec2Errors.client(
                    "ConcurrentSnapshotLimitExceeded",
                    "Maximum allowed in-progress snapshots for a single volume exceeded.");
        }
    }

    private SnapshotInfo info(StoredSnapshot snapshot) {
        return SnapshotInfo.builder()
                .snapshotId(snapshot.snapshotId())
                .volumeId(snapshot.volumeId())
                .ownerId(snapshot.ownerId())
                .description(snapshot.description())
                .volumeSize(snapshot.sizeGiB())
                .encrypted(snapshot.encrypted())
                .state(snapshot.state())
                .startTime(snapshot.startedAt())
                .tags(store.tags().list(snapshot.snapshotId()))
                .build();
    }

    DescribeSnapshotsResponse describe(DescribeSnapshotsRequest request) {
        if (!request.snapshotIds().isEmpty() && request.maxResults() != null) {
            throw Ec2Errors.invalidCombination(
                    "The parameter snapshotSet cannot be used with the parameter maxResults");
        }
        var owners = Owners.of(request.ownerIds());
        var candidates = request.snapshotIds().isEmpty()
                ? store.snapshots().shown()
                : request.snapshotIds().stream().map(store.snapshots()::existing);
        var page = Pages.cut(
                candidates
                        .filter(snapshot -> owners.test(snapshot.ownerId()))
                        .filter(filters.of(request.filters()))
                        .toList(),
                SMALLEST_PAGE,
                Optional.ofNullable(request.maxResults()),
                Optional.ofNullable(request.nextToken()));
        var response = DescribeSnapshotsResponse.builder()
                .snapshots(page.items().stream().map(this::view).toList());
        page.nextToken().ifPresent(response::nextToken);
        return response.build();
    }

    private Snapshot view(StoredSnapshot snapshot) {
        var view = Snapshot.builder()
                .snapshotId(snapshot.snapshotId())
                .volumeId(snapshot.volumeId())
                .ownerId(snapshot.ownerId())
                .description(snapshot.description())
                .volumeSize(snapshot.sizeGiB())
                .encrypted(snapshot.encrypted())
                .state(snapshot.state())
                .progress(snapshot.state() == SnapshotState.COMPLETED ? "100%" : "0%")
                .startTime(snapshot.startedAt())
                .storageTier(StorageTier.STANDARD)
                .tags(store.tags().list(snapshot.snapshotId()));
        snapshot.kmsKeyId().ifPresent(view::kmsKeyId);
        if (snapshot.state() == SnapshotState.COMPLETED) {
            snapshot.endedAt().ifPresent(view::completionTime);
        }
        return view.build();
    }

    DeleteSnapshotResponse delete(DeleteSnapshotRequest request) {
        var snapshot = store.snapshots()
                .existing(Optional.ofNullable(request.snapshotId()).orElseThrow(() -> Ec2Errors.missing("snapshotId")));
        if (!snapshot.ownerId().equals(Account.ID)) {
            throw Ec2Errors.notYours("snapshot:" + snapshot.snapshotId());
        }
        store.images().using(snapshot.snapshotId()).stream().findFirst().ifPresent(image -> {
            throw Ec2Errors.client(
                    "InvalidSnapshot.InUse",
                    "The snapshot %s is currently in use by %s".formatted(snapshot.snapshotId(), image));
        });
        store.snapshots().delete(snapshot.snapshotId());
        return DeleteSnapshotResponse.builder().build();
    }
}
