package dev.kiln.local.ec2;

import dev.kiln.local.windows.WindowsDisk;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

import java.time.Instant;
import java.util.Optional;

/**
 * A snapshot.
 *
 * @param visibleAt from when on EC2 finds it by its id
 * @param disk what it holds; empty for the snapshot of a volume that is not a root volume
 */
public record StoredSnapshot(
        String snapshotId,
        String ownerId,
        String volumeId,
        String description,
        int sizeGiB,
        boolean encrypted,
        Optional<String> kmsKeyId,
        SnapshotState state,
        Instant startedAt,
        Optional<Instant> endedAt,
        Instant visibleAt,
        Optional<WindowsDisk> disk) {
    /** EC2's word for the volume of a snapshot that is a copy, or of somebody else. */
    static final String NO_VOLUME = "vol-ffffffff";

    /** A snapshot of a volume that is taken now. */
    static StoredSnapshot of(StoredVolume volume, String description, Optional<WindowsDisk> disk, Engine engine) {
        return new StoredSnapshot(
                engine.ids().next("snap"),
                Account.ID,
                volume.volumeId(),
                description,
                volume.spec().sizeGiB(),
                volume.spec().encrypted(),
                volume.spec().kmsKeyId(),
                SnapshotState.PENDING,
                engine.now(),
                Optional.empty(),
                engine.foundAt(),
                disk);
    }

    /** A copy of it that is begun now. */
    StoredSnapshot copied(String newDescription, boolean encrypt, Optional<String> key, Engine engine) {
        return new StoredSnapshot(
                engine.ids().next("snap"),
                Account.ID,
                NO_VOLUME,
                newDescription,
                sizeGiB,
                encrypt,
                key,
                SnapshotState.PENDING,
                engine.now(),
                Optional.empty(),
                engine.foundAt(),
                disk);
    }

    /** Whether it is a copy of another snapshot, or of a volume that the account cannot see. */
    boolean ofNoVolume() {
        return volumeId.equals(NO_VOLUME);
    }

    StoredSnapshot ended(SnapshotState how, Instant when) {
        return new StoredSnapshot(
                snapshotId,
                ownerId,
                volumeId,
                description,
                sizeGiB,
                encrypted,
                kmsKeyId,
                how,
                startedAt,
                Optional.of(when),
                visibleAt,
                disk);
    }
}
