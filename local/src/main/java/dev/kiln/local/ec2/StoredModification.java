package dev.kiln.local.ec2;

import software.amazon.awssdk.services.ec2.model.VolumeModificationState;

import java.time.Instant;
import java.util.Optional;

/**
 * One modification of a volume (EBS user guide, "Monitor the progress of Amazon EBS volume modifications").
 *
 * @param inForceAt from when on the volume is as asked; empty while it is {@code modifying}
 * @param completedAt when {@code optimizing} ends; empty until it has begun
 */
public record StoredModification(
        EbsSpec from, EbsSpec to, Instant startedAt, Optional<Instant> inForceAt, Optional<Instant> completedAt) {
    static StoredModification begun(EbsSpec from, EbsSpec to, Instant now) {
        return new StoredModification(from, to, now, Optional.empty(), Optional.empty());
    }

    StoredModification inForce(Instant now, Instant completed) {
        return new StoredModification(from, to, startedAt, Optional.of(now), Optional.of(completed));
    }

    VolumeModificationState state(Instant now) {
        if (completedAt.isEmpty()) {
            return VolumeModificationState.MODIFYING;
        }
        return completedAt.get().isAfter(now) ? VolumeModificationState.OPTIMIZING : VolumeModificationState.COMPLETED;
    }
}
