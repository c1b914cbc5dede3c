package dev.kiln.local.ec2;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that EC2 keeps of a local account, without the images that Amazon publishes.
 *
 * @param lives how many processes have held this account; it keeps the ids of one from returning in the next
 * @param addressesGiven how many private addresses have been given out
 * @param leftInterfaces network interfaces that have outlived their instance; the others are those of the instances
 * @param tags by resource id
 * @param launchTokens by availability zone and client token
 * @param copyTokens by client token
 * @param heldNames names of deregistered images, each with the instant at which it is free again
 * @param deregisteredImageIds images that have been, which EC2 tells from images that never were
 */
public record Ec2State(
        int lives,
        int addressesGiven,
        List<StoredInstance> instances,
        List<StoredVolume> volumes,
        List<StoredInterface> leftInterfaces,
        List<StoredKeyPair> keyPairs,
        List<StoredImage> images,
        List<StoredSnapshot> snapshots,
        SortedMap<String, SortedMap<String, String>> tags,
        SortedMap<String, LaunchToken> launchTokens,
        SortedMap<String, CopyToken> copyTokens,
        SortedMap<String, HeldName> heldNames,
        SortedSet<String> deregisteredImageIds) {
    public Ec2State {
        instances = List.copyOf(instances);
        volumes = List.copyOf(volumes);
        // A file that was written before there were any has none.
        leftInterfaces = Optional.ofNullable(leftInterfaces).map(List::copyOf).orElseGet(List::of);
        keyPairs = Optional.ofNullable(keyPairs).map(List::copyOf).orElseGet(List::of);
        images = List.copyOf(images);
        snapshots = List.copyOf(snapshots);
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        launchTokens = Collections.unmodifiableSortedMap(new TreeMap<>(launchTokens));
        copyTokens = Collections.unmodifiableSortedMap(
                Optional.ofNullable(copyTokens).map(TreeMap::new).orElseGet(TreeMap::new));
        heldNames = Collections.unmodifiableSortedMap(new TreeMap<>(heldNames));
        deregisteredImageIds = Collections.unmodifiableSortedSet(new TreeSet<>(deregisteredImageIds));
    }

    /** What a client token of RunInstances stands for. */
    public record LaunchToken(String requestHash, String instanceId) {}

    /** What a client token of CopyImage stands for. */
    public record CopyToken(String requestHash, String imageId) {}

    /** A name that a deregistered image still holds. */
    public record HeldName(String imageId, Instant until) {}
}
