package dev.kiln.local.ec2;

import java.util.Optional;

/**
 * One entry of an image's block device mapping.
 *
 * @param deviceName for example {@code /dev/sda1}
 * @param virtualName an instance store volume, for example {@code ephemeral0}
 * @param ebs the volume, unless it is an instance store volume
 */
public record ImageDevice(String deviceName, Optional<String> virtualName, Optional<EbsSpec> ebs) {
    static ImageDevice ebs(String deviceName, EbsSpec spec) {
        return new ImageDevice(deviceName, Optional.empty(), Optional.of(spec));
    }

    static ImageDevice ephemeral(String deviceName, String virtualName) {
        return new ImageDevice(deviceName, Optional.of(virtualName), Optional.empty());
    }

    Optional<String> snapshotId() {
        return ebs.flatMap(EbsSpec::snapshotId);
    }
}
