package dev.kiln.local.ec2;

import software.amazon.awssdk.services.ec2.model.VolumeType;

import java.util.Optional;

/**
 * What a volume is, or will be when an instance is launched.
 *
 * @param snapshotId the snapshot it is filled from; empty for an empty volume
 * @param sizeGiB its size in GiB
 * @param volumeType for example {@code gp3}
 * @param iops as asked for; empty: what the type gives
 * @param throughput in MiB/s, as asked for; only gp3 has it
 * @param encrypted whether it is encrypted
 * @param kmsKeyId the key it is encrypted with, if one was named
 * @param deleteOnTermination whether it goes with its instance
 */
public record EbsSpec(
        Optional<String> snapshotId,
        int sizeGiB,
        String volumeType,
        Optional<Integer> iops,
        Optional<Integer> throughput,
        boolean encrypted,
        Optional<String> kmsKeyId,
        boolean deleteOnTermination) {
    /** What a volume is when nothing but its snapshot is named. */
    static EbsSpec of(StoredSnapshot snapshot) {
        return new EbsSpec(
                Optional.of(snapshot.snapshotId()),
                snapshot.sizeGiB(),
                VolumeType.GP2.toString(),
                Optional.empty(),
                Optional.empty(),
                snapshot.encrypted(),
                snapshot.kmsKeyId(),
                true);
    }

    EbsSpec from(String snapshot) {
        return new EbsSpec(
                Optional.of(snapshot), sizeGiB, volumeType, iops, throughput, encrypted, kmsKeyId, deleteOnTermination);
    }

    EbsSpec encrypted(boolean encrypt, Optional<String> key) {
        return new EbsSpec(snapshotId, sizeGiB, volumeType, iops, throughput, encrypt, key, deleteOnTermination);
    }

    EbsSpec deletedOnTermination(boolean deleted) {
        return new EbsSpec(snapshotId, sizeGiB, volumeType, iops, throughput, encrypted, kmsKeyId, deleted);
    }
}
