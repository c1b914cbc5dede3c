package dev.kiln.recipe;

import java.util.List;
import java.util.Optional;

/**
 * The machine that builds.
 *
 * @param instanceTypes tried in this order when EC2 has no capacity; never empty
 * @param volumes that it has besides those of the parent, or does not have of them; they come into the image with what
 *     steps wrote on them
 * @param parking what becomes of the machine when a build ends badly
 */
public record BuilderSpec(List<String> instanceTypes, List<Volume> volumes, Parking parking) {
    public BuilderSpec {
        instanceTypes = List.copyOf(instanceTypes);
        // A plan that an earlier version has pinned says nothing of them.
        volumes = Optional.ofNullable(volumes).map(List::copyOf).orElseGet(List::of);
    }
}
