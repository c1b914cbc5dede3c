package dev.kiln.local.ec2;

import java.time.Instant;

/**
 * A volume.
 *
 * @param instanceId the instance that it was made with
 * @param attached whether it still hangs on that instance; one that outlives its instance does not
 */
public record StoredVolume(
        String volumeId,
        String instanceId,
        String deviceName,
        EbsSpec spec,
        String zone,
        Instant createdAt,
        boolean attached) {
    StoredVolume detached() {
        return new StoredVolume(volumeId, instanceId, deviceName, spec, zone, createdAt, false);
    }
}
