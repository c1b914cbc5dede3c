package dev.kiln.local.ec2;

import dev.kiln.local.time.Delay;

import java.util.List;

/** How snapshots that were taken together become complete: all of them at once (AWS re:Post, "slow snapshots"). */
final class SnapshotMaking {
    private final Engine engine;
    private final Store store;

    SnapshotMaking(Engine engine, Store store) {
        this.engine = engine;
        this.store = store;
    }

    /** Plans what follows when these are complete, all blocks that they have to copy being copied. */
    void whenCopied(List<String> snapshotIds, String what, Runnable action) {
        engine.after(delay(snapshotIds), what, () -> {
            if (found(snapshotIds).stream().anyMatch(store.snapshots()::waits)) {
                whenCopied(snapshotIds, what, action);
            } else {
                action.run();
            }
        });
    }

    private Delay delay(List<String> snapshotIds) {
        var snapshots = found(snapshotIds);
        boolean changesOnly = !snapshots.isEmpty()
                && snapshots.stream()
                        .allMatch(s ->
                                store.snapshots().hasBase(s, store.volumes().find(s.volumeId())));
        return changesOnly ? Delay.CHANGES_ARE_COPIED : Delay.IMAGE_IS_MADE;
    }

    private List<StoredSnapshot> found(List<String> snapshotIds) {
        return snapshotIds.stream()
                .flatMap(id -> store.snapshots().find(id).stream())
                .toList();
    }

    /** Snapshots that belong to no image become complete. */
    void begin(List<String> snapshotIds) {
        if (!snapshotIds.isEmpty()) {
            whenCopied(
                    snapshotIds,
                    String.join(", ", snapshotIds) + " complete",
                    () -> snapshotIds.forEach(store.snapshots()::complete));
        }
    }
}
