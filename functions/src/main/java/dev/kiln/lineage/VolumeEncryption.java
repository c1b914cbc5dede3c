package dev.kiln.lineage;

import java.util.List;

/**
 * What of an image is encrypted: because its recipe wants it, because its parent was, or because the account encrypts
 * everything.
 *
 * @param devices those of its encrypted volumes
 * @param keys the KMS keys of their snapshots, as EC2 names them; a volume that is made empty tells none
 */
public record VolumeEncryption(List<String> devices, List<String> keys) {
    public VolumeEncryption {
        devices = List.copyOf(devices);
        keys = List.copyOf(keys);
    }
}
