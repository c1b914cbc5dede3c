package dev.kiln.local.ec2;

import software.amazon.awssdk.services.ec2.model.ImageState;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An image.
 *
 * @param visibleAt from when on EC2 finds it
 * @param reason why it failed, if it did
 */
public record StoredImage(
        String imageId,
        String ownerId,
        String name,
        String description,
        ImageState state,
        Optional<StoredReason> reason,
        Instant createdAt,
        Instant visibleAt,
        Optional<String> sourceInstanceId,
        Optional<String> sourceImageId,
        String rootDeviceName,
        List<ImageDevice> devices,
        ImageSettings settings,
        Firmware firmware) {
    public StoredImage {
        devices = List.copyOf(devices);
        // A file of an earlier version says nothing of them.
        settings = Optional.ofNullable(settings).orElse(ImageSettings.NONE);
        firmware = Optional.ofNullable(firmware).orElse(Firmware.DEFAULT);
    }

    StoredImage in(ImageState newState, Optional<StoredReason> newReason) {
        return with(newState, newReason, settings);
    }

    StoredImage with(ImageSettings newSettings) {
        return with(state, reason, newSettings);
    }

    private StoredImage with(ImageState newState, Optional<StoredReason> newReason, ImageSettings newSettings) {
        return new StoredImage(
                imageId,
                ownerId,
                name,
                description,
                newState,
                newReason,
                createdAt,
                visibleAt,
                sourceInstanceId,
                sourceImageId,
                rootDeviceName,
                devices,
                newSettings,
                firmware);
    }

    boolean own() {
        return ownerId.equals(Account.ID);
    }

    List<String> snapshotIds() {
        return devices.stream().flatMap(d -> d.snapshotId().stream()).toList();
    }

    /** The snapshot that the root volume is filled from. */
    Optional<String> rootSnapshotId() {
        return devices.stream()
                .filter(d -> d.deviceName().equals(rootDeviceName))
                .findFirst()
                .flatMap(ImageDevice::snapshotId);
    }
}
