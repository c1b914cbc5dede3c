package dev.kiln.local.ec2;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The volumes by id. */
final class Volumes {
    private static final String PREFIX = "vol";

    private final TagStore tags;
    private final Map<String, StoredVolume> byId = new LinkedHashMap<>();

    Volumes(TagStore tags) {
        this.tags = tags;
    }

    void add(StoredVolume volume) {
        byId.put(volume.volumeId(), volume);
    }

    List<StoredVolume> all() {
        return List.copyOf(byId.values());
    }

    Optional<StoredVolume> find(String volumeId) {
        return Optional.ofNullable(byId.get(volumeId));
    }

    StoredVolume existing(String volumeId) {
        if (!Ids.wellFormed(PREFIX, volumeId)) {
            throw Ec2Errors.malformedId("InvalidVolumeID.Malformed", volumeId, PREFIX);
        }
        return Optional.ofNullable(byId.get(volumeId))
                .orElseThrow(() ->
                        Ec2Errors.client("InvalidVolume.NotFound", "The volume '" + volumeId + "' does not exist."));
    }

    /** The volumes that hang on an instance, in the order of its block device mapping. */
    List<StoredVolume> of(InstanceFacts instance) {
        var attached = new ArrayList<StoredVolume>();
        for (String id : instance.volumeIds()) {
            Optional.ofNullable(byId.get(id)).filter(StoredVolume::attached).ifPresent(attached::add);
        }
        return attached;
    }

    void remove(String volumeId) {
        byId.remove(volumeId);
        tags.forget(volumeId);
    }

    /** The instance has ended: its volumes go with it, or come off. */
    void release(InstanceFacts instance, Leftovers leftovers) {
        for (StoredVolume volume : of(instance)) {
            if (volume.spec().deleteOnTermination() && !leftovers.stays(volume.volumeId())) {
                remove(volume.volumeId());
            } else {
                byId.put(volume.volumeId(), volume.detached());
            }
        }
    }
}
