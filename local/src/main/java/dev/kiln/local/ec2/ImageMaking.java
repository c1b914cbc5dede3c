package dev.kiln.local.ec2;

import software.amazon.awssdk.services.ec2.model.ImageState;

import java.util.Optional;

/** How a pending image ends: its snapshots are complete and it becomes available, or it fails. */
final class ImageMaking {
    private final Engine engine;
    private final Store store;
    private final SnapshotMaking snapshots;
    private ImageFaults faults = ImageFaults.NONE;

    ImageMaking(Engine engine, Store store, SnapshotMaking snapshots) {
        this.snapshots = snapshots;
        this.engine = engine;
        this.store = store;
    }

    void faults(ImageFaults newFaults) {
        faults = newFaults;
    }

    void begin(StoredImage image) {
        snapshots.whenCopied(
                image.snapshotIds(),
                image.imageId() + " is made",
                () -> faults.of(image.name()).ifPresentOrElse(reason -> fail(image, reason), () -> succeed(image)));
    }

    private void succeed(StoredImage image) {
        image.snapshotIds().forEach(store.snapshots()::complete);
        end(image, image.in(ImageState.AVAILABLE, Optional.empty()), "");
    }

    private void fail(StoredImage image, StoredReason reason) {
        image.snapshotIds().forEach(id -> store.snapshots().fail(id, reason.message()));
        end(image, image.in(ImageState.FAILED, Optional.of(reason)), reason.message());
    }

    /** Nothing comes of an image that was deregistered meanwhile. */
    private void end(StoredImage pending, StoredImage ended, String errorMessage) {
        if (store.images().find(pending.imageId()).isPresent()) {
            store.images().add(ended);
            engine.events().image(ended.imageId(), ended.state().toString(), errorMessage);
        }
    }
}
