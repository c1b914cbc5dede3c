package dev.kiln.recipe;

import com.fasterxml.jackson.annotation.JsonAlias;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The image to make.
 *
 * @param name with the places that each build fills in; one without any is what the name begins with: date and mark of
 *     the build follow, because EC2 wants every name once
 * @param rootVolume the root volume of the builder and so of the image
 * @param encryption empty: the volumes are encrypted where the parent's are, or where the account does it by default
 * @param volumes what the image has besides the volumes of the builder, or does not have of them
 * @param preSnapshot whether snapshots are taken before the builder is sealed, so that those of the image are small
 * @param firmware how machines of the image must boot
 * @param settings what EC2 is told of it
 * @param fastLaunch what EC2 is asked to keep ready when the image is verified; empty: nothing
 * @param retention which images are kept when the recipe is tidied up; empty: all
 * @param tags of the image and its snapshots, with places in their values
 */
public record ImageSpec(
        String name,
        @JsonAlias("rootVolumeGiB") Disk rootVolume,
        Optional<Encryption> encryption,
        List<Volume> volumes,
        boolean preSnapshot,
        Firmware firmware,
        ImageSettings settings,
        Optional<FastLaunch> fastLaunch,
        Optional<Retention> retention,
        SortedMap<String, String> tags) {
    /** What follows a {@code name} that fills nothing in. */
    public static final String SUFFIX = "-" + Place.DATE.inBraces() + "-" + Place.BUILD.inBraces();

    /** How many characters that has when it is filled: {@code -2026-11-25-0123abcd}. */
    static final int SUFFIX_CHARACTERS = 20;

    public ImageSpec {
        // A plan that an earlier version has pinned says nothing of these.
        rootVolume = Optional.ofNullable(rootVolume).orElse(Disk.AS_IT_IS);
        volumes = Optional.ofNullable(volumes).map(List::copyOf).orElseGet(List::of);
        firmware = Optional.ofNullable(firmware).orElse(Firmware.AS_IT_IS);
        settings = Optional.ofNullable(settings).orElse(ImageSettings.NONE);
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    /** The encryption, if it is to come about in this way. */
    public Optional<Encryption> encryptionBy(Encryption.By by) {
        return encryption.filter(asked -> asked.by() == by);
    }

    /** The snapshots that volumes of the image are filled from: they were there before it, and stay when it goes. */
    public SortedSet<String> foreignSnapshots() {
        return volumes.stream().flatMap(ImageSpec::snapshot).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> snapshot(Volume volume) {
        return switch (volume) {
            case Volume.Ebs ebs -> ebs.snapshotId().stream();
            case Volume.InstanceStore store -> Stream.empty();
            case Volume.LeftOut leftOut -> Stream.empty();
        };
    }

    /**
     * The same without what makes no difference to the image: how it is made or launched quicker, and how long it is
     * kept.
     */
    ImageSpec essential() {
        return new ImageSpec(
                name,
                rootVolume,
                encryption,
                volumes,
                false,
                firmware,
                settings,
                Optional.empty(),
                Optional.empty(),
                tags);
    }
}
