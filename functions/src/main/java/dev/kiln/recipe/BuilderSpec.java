package dev.kiln.recipe;

import java.util.List;

/**
 * The machine that builds.
 *
 * @param instanceTypes tried in this order when EC2 has no capacity; never empty
 * @param parking what becomes of the machine when a build ends badly
 */
public record BuilderSpec(List<String> instanceTypes, Parking parking) {
    public BuilderSpec {
        instanceTypes = List.copyOf(instanceTypes);
    }
}
