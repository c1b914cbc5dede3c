package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.aws.Images;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the sweep has seen of many resources by one call each. It is some seconds old, so it serves to find out whether
 * there is something to do; what must hold at the moment of an act is looked at again.
 *
 * @param machines those that EC2 knows
 * @param reports when the agents of machines have reported last; {@link Instant#MIN} where SSM knows none that is
 *     online
 * @param images those that EC2 knows
 */
public record Sightings(
        SortedMap<String, Builders.View> machines,
        SortedMap<String, Instant> reports,
        SortedMap<String, Images.View> images) {
    /** Nothing was looked at before. */
    static final Sightings NONE = new Sightings(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    public Sightings {
        machines = sorted(machines);
        reports = sorted(reports);
        images = sorted(images);
    }

    private static <T> SortedMap<String, T> sorted(Map<String, T> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /** A machine as it was seen. */
    Optional<Builders.View> machine(String instanceId) {
        return Optional.ofNullable(machines.get(instanceId));
    }

    /** The last report of a machine's agent as it was seen. */
    Optional<Instant> report(String instanceId) {
        return Optional.ofNullable(reports.get(instanceId));
    }

    /** An image as it was seen. */
    Optional<Images.View> image(String imageId) {
        return Optional.ofNullable(images.get(imageId));
    }
}
