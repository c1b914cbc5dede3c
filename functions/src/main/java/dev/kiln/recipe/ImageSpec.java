package dev.kiln.recipe;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The image to make.
 *
 * @param name what its name begins with; a date and the build's mark follow, because EC2 wants every name once
 * @param rootVolumeGiB the size of the root volume in GiB; empty: the parent's
 * @param tags of the image and its snapshots
 */
public record ImageSpec(String name, Optional<Integer> rootVolumeGiB, SortedMap<String, String> tags) {
    /** How many characters follow {@code name} in the name of an image: {@code -2026-11-25-0123abcd}. */
    public static final int SUFFIX_CHARACTERS = 20;

    public ImageSpec {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }
}
