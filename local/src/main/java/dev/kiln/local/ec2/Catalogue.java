package dev.kiln.local.ec2;

import dev.kiln.local.windows.WindowsDisk;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

import java.util.List;
import java.util.Optional;

/** Puts into the account what Amazon publishes: images, each with the snapshot of its root volume, and snapshots. */
final class Catalogue {
    static final String ROOT_DEVICE = "/dev/sda1";

    private Catalogue() {}

    static void publish(PublicImage image, Store store) {
        var snapshotId = image.imageId().replaceFirst("^ami-", "snap-");
        var root = new EbsSpec(
                Optional.of(snapshotId),
                image.rootVolumeGiB(),
                "gp2",
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                true);
        store.snapshots().add(snapshot(image, snapshotId));
        store.images()
                .add(new StoredImage(
                        image.imageId(),
                        Account.AMAZON,
                        image.name(),
                        image.description(),
                        ImageState.AVAILABLE,
                        Optional.empty(),
                        image.creationDate(),
                        image.creationDate(),
                        Optional.empty(),
                        Optional.empty(),
                        ROOT_DEVICE,
                        List.of(ImageDevice.ebs(ROOT_DEVICE, root)),
                        ImageSettings.NONE,
                        Firmware.published(image.name())));
    }

    static void publish(PublicSnapshot snapshot, Store store) {
        store.snapshots().add(snapshot(snapshot, Optional.empty()));
    }

    private static StoredSnapshot snapshot(PublicImage image, String snapshotId) {
        return snapshot(
                new PublicSnapshot(snapshotId, "", image.rootVolumeGiB(), image.creationDate()),
                Optional.of(image.disk()));
    }

    private static StoredSnapshot snapshot(PublicSnapshot snapshot, Optional<WindowsDisk> disk) {
        return new StoredSnapshot(
                snapshot.snapshotId(),
                Account.AMAZON,
                StoredSnapshot.NO_VOLUME,
                snapshot.description(),
                snapshot.sizeGiB(),
                false,
                Optional.empty(),
                SnapshotState.COMPLETED,
                snapshot.startedAt(),
                Optional.of(snapshot.startedAt()),
                snapshot.startedAt(),
                disk);
    }
}
