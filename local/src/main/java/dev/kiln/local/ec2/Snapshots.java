package dev.kiln.local.ec2;

import software.amazon.awssdk.services.ec2.model.SnapshotState;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The snapshots by id, those of the published images included. */
final class Snapshots {
    private static final String PREFIX = "snap";

    private final Engine engine;
    private final TagStore tags;
    private final Map<String, StoredSnapshot> byId = new LinkedHashMap<>();

    Snapshots(Engine engine, TagStore tags) {
        this.engine = engine;
        this.tags = tags;
    }

    void add(StoredSnapshot snapshot) {
        byId.put(snapshot.snapshotId(), snapshot);
    }

    /** The snapshot, also one that EC2 does not find yet. */
    Optional<StoredSnapshot> find(String snapshotId) {
        return Optional.ofNullable(byId.get(snapshotId));
    }

    /** The snapshot as a call finds it, or EC2's error. */
    StoredSnapshot existing(String snapshotId) {
        var found = find(snapshotId);
        if (found.isEmpty() && !Ids.wellFormed(PREFIX, snapshotId)) {
            throw Ec2Errors.malformedId("InvalidSnapshotID.Malformed", snapshotId, PREFIX);
        }
        return found.filter(this::visible)
                .orElseThrow(() -> Ec2Errors.client(
                        "InvalidSnapshot.NotFound", "The snapshot '" + snapshotId + "' does not exist."));
    }

    Stream<StoredSnapshot> shown() {
        return byId.values().stream().filter(this::visible);
    }

    List<StoredSnapshot> own() {
        return byId.values().stream()
                .filter(s -> s.ownerId().equals(Account.ID))
                .toList();
    }

    /**
     * Whether a snapshot of a volume has only the changes to copy: an earlier one of the volume is complete, or the
     * volume was made from one of this account (EBS user guide, "How Amazon EBS snapshots work"). How many blocks have
     * changed is not known here.
     */
    boolean hasBase(StoredSnapshot snapshot, Optional<StoredVolume> volume) {
        boolean before = ofVolume(snapshot.volumeId())
                .anyMatch(s -> s.state() == SnapshotState.COMPLETED
                        && !s.startedAt().isAfter(snapshot.startedAt())
                        && !s.snapshotId().equals(snapshot.snapshotId()));
        return before
                || volume.flatMap(v -> v.spec().snapshotId())
                        .flatMap(this::find)
                        .filter(s -> s.ownerId().equals(Account.ID))
                        .isPresent();
    }

    /**
     * Whether a snapshot waits for an earlier one of its volume: newer ones stay pending until those are complete (AWS
     * re:Post, "ConcurrentSnapshotLimitExceeded").
     */
    boolean waits(StoredSnapshot snapshot) {
        return ofVolume(snapshot.volumeId())
                .anyMatch(
                        s -> s.state() == SnapshotState.PENDING && s.startedAt().isBefore(snapshot.startedAt()));
    }

    /** How many snapshots of a volume are not complete yet. */
    long pending(String volumeId) {
        return ofVolume(volumeId)
                .filter(s -> s.state() == SnapshotState.PENDING)
                .count();
    }

    private Stream<StoredSnapshot> ofVolume(String volumeId) {
        return byId.values().stream()
                .filter(s -> !s.ofNoVolume() && s.volumeId().equals(volumeId));
    }

    private boolean visible(StoredSnapshot snapshot) {
        return engine.found(snapshot.visibleAt());
    }

    /** A snapshot in progress is complete. */
    void complete(String snapshotId) {
        end(snapshotId, SnapshotState.COMPLETED, "succeeded", "");
    }

    /** A snapshot in progress failed. */
    void fail(String snapshotId, String cause) {
        end(snapshotId, SnapshotState.ERROR, "failed", cause);
    }

    private void end(String snapshotId, SnapshotState state, String result, String cause) {
        find(snapshotId).filter(s -> s.state() == SnapshotState.PENDING).ifPresent(snapshot -> {
            add(snapshot.ended(state, engine.now()));
            engine.events().snapshot(snapshot, result, cause, engine.now());
        });
    }

    void delete(String snapshotId) {
        byId.remove(snapshotId);
        tags.forget(snapshotId);
    }
}
