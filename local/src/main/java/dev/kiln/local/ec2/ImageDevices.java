package dev.kiln.local.ec2;

import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The block devices of a new image (EC2 API reference, CreateImage and BlockDeviceMappings): every volume of the
 * instance, where a call may only leave one out or change whether it goes with its instance, its instance store
 * volumes, and devices that the call adds.
 */
final class ImageDevices {
    /**
     * What CreateImage has to do.
     *
     * @param snapshots the volumes to take snapshots of, as the image will hold them
     * @param added devices without a snapshot
     */
    record Plan(List<StoredVolume> snapshots, List<ImageDevice> added) {}

    private ImageDevices() {}

    static Plan of(
            List<StoredVolume> volumes, InstanceFacts facts, List<BlockDeviceMapping> asked, Snapshots snapshots) {
        var byName = LaunchDevices.namedOnce(asked);
        var kept = new ArrayList<StoredVolume>();
        for (StoredVolume volume : volumes) {
            Optional.ofNullable(byName.remove(volume.deviceName()))
                    .map(mapping -> kept(volume, facts.rootDeviceName(), mapping))
                    .orElse(Optional.of(volume))
                    .ifPresent(kept::add);
        }
        var added = new ArrayList<>(added(byName, snapshots));
        LaunchDevices.changed(facts.instanceStores(), asked)
                .forEach((name, store) -> added.add(ImageDevice.ephemeral(name, store)));
        added.sort(Comparator.comparing(ImageDevice::deviceName));
        return new Plan(kept, added);
    }

    private static Optional<StoredVolume> kept(StoredVolume volume, String rootDevice, BlockDeviceMapping mapping) {
        var name = volume.deviceName();
        if (mapping.noDevice() != null) {
            if (name.equals(rootDevice)) {
                throw LaunchDevices.mistake("The root device " + name + " cannot be left out of an image");
            }
            return Optional.empty();
        }
        if (mapping.virtualName() != null) {
            throw LaunchDevices.mistake("Device " + name + " is in use by volume " + volume.volumeId());
        }
        var ebs = Optional.ofNullable(mapping.ebs());
        ebs.ifPresent(asked -> checkUnchanged(volume, asked));
        return Optional.of(ebs.flatMap(asked -> Optional.ofNullable(asked.deleteOnTermination()))
                .map(deleted -> with(volume, volume.spec().deletedOnTermination(deleted)))
                .orElse(volume));
    }

    private static void checkUnchanged(StoredVolume volume, EbsBlockDevice asked) {
        var spec = volume.spec();
        if (asked.volumeSize() != null && asked.volumeSize() != spec.sizeGiB()) {
            throw LaunchDevices.mistake(
                    volume.deviceName() + ": the size of an existing volume cannot be changed by CreateImage");
        }
        if ((asked.encrypted() != null && asked.encrypted() != spec.encrypted()) || asked.kmsKeyId() != null) {
            throw LaunchDevices.mistake(
                    volume.deviceName() + ": the encryption of an existing volume cannot be changed by CreateImage");
        }
        if (asked.snapshotId() != null
                || asked.volumeType() != null
                || asked.iops() != null
                || asked.throughput() != null) {
            throw LaunchDevices.mistake(
                    volume.deviceName() + ": only DeleteOnTermination of an existing volume can be changed");
        }
    }

    private static StoredVolume with(StoredVolume volume, EbsSpec spec) {
        return volume.as(spec);
    }

    private static List<ImageDevice> added(Map<String, BlockDeviceMapping> byName, Snapshots snapshots) {
        var added = new ArrayList<ImageDevice>();
        byName.forEach((name, mapping) -> {
            if (mapping.virtualName() == null && mapping.ebs() != null) {
                added.add(ImageDevice.ebs(name, EbsRules.volume(name, Optional.empty(), mapping.ebs(), snapshots)));
            }
            // Leaving out a device that the instance does not have changes nothing.
        });
        return added;
    }
}
