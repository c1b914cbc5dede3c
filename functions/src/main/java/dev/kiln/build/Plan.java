package dev.kiln.build;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that a build depends on, resolved and pinned before anything is launched, because a redrive days later
 * must mean the same build.
 *
 * @param parentImageId the image that the builder is launched from
 * @param rootDeviceName the parent's name of its root volume
 * @param rootVolumeGiB the size of the root volume in GiB; empty: the parent's
 * @param instanceTypes in the order in which they are tried
 * @param imageName unique in the account and region, 3 to 128 characters
 * @param imageTags the recipe's own tags
 * @param buildKey hash over all of it: equal keys give equal images
 */
public record Plan(
        String buildId,
        String recipe,
        String description,
        String parentImageId,
        String rootDeviceName,
        Optional<Integer> rootVolumeGiB,
        List<String> instanceTypes,
        String imageName,
        SortedMap<String, String> imageTags,
        String buildKey) {
    public Plan {
        instanceTypes = List.copyOf(instanceTypes);
        imageTags = Collections.unmodifiableSortedMap(new TreeMap<>(imageTags));
    }
}
