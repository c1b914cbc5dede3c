package dev.kiln.local.ec2;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A volume.
 *
 * @param instanceId the instance that it was made with
 * @param attached whether it still hangs on that instance; one that outlives its instance does not
 * @param modifications all that were accepted, in their order
 */
public record StoredVolume(
        String volumeId,
        String instanceId,
        String deviceName,
        EbsSpec spec,
        String zone,
        Instant createdAt,
        boolean attached,
        List<StoredModification> modifications) {
    public StoredVolume {
        // A file that was written before volumes could be modified has none.
        modifications = Optional.ofNullable(modifications).map(List::copyOf).orElseGet(List::of);
    }

    static StoredVolume attached(
            String volumeId, InstanceFacts instance, String deviceName, EbsSpec spec, Instant createdAt) {
        return new StoredVolume(
                volumeId, instance.instanceId(), deviceName, spec, instance.zone(), createdAt, true, List.of());
    }

    StoredVolume detached() {
        return new StoredVolume(volumeId, instanceId, deviceName, spec, zone, createdAt, false, modifications);
    }

    StoredVolume as(EbsSpec other) {
        return new StoredVolume(volumeId, instanceId, deviceName, other, zone, createdAt, attached, modifications);
    }

    Optional<StoredModification> lastModification() {
        return modifications.isEmpty() ? Optional.empty() : Optional.of(modifications.getLast());
    }

    StoredVolume begin(StoredModification modification) {
        return withModifications(
                Stream.concat(modifications.stream(), Stream.of(modification)).toList());
    }

    /** The last modification is in force: the volume is as asked. */
    StoredVolume comeIntoForce(Instant now, Instant completed) {
        var last = modifications.getLast().inForce(now, completed);
        var earlier = modifications.subList(0, modifications.size() - 1);
        return as(last.to())
                .withModifications(
                        Stream.concat(earlier.stream(), Stream.of(last)).toList());
    }

    private StoredVolume withModifications(List<StoredModification> all) {
        return new StoredVolume(volumeId, instanceId, deviceName, spec, zone, createdAt, attached, all);
    }
}
