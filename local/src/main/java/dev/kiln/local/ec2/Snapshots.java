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
