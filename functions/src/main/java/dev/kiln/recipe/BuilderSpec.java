package dev.kiln.recipe;

import java.util.List;

/**
 * The machine that builds.
 *
 * @param instanceTypes tried in this order when EC2 has no capacity; never empty
 */
public record BuilderSpec(List<String> instanceTypes) {
    public BuilderSpec {
        instanceTypes = List.copyOf(instanceTypes);
    }
}
