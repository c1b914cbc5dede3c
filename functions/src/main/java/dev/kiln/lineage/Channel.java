package dev.kiln.lineage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A name of a recipe that points to one of its images, for example {@code stable}, and where it has pointed.
 *
 * @param pointings newest first; none when there never was such a channel
 */
public record Channel(String recipe, String name, List<Pointing> pointings) {
    /** So many pointings are remembered. */
    public static final int REMEMBERED = 100;

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

    public Channel {
        pointings = List.copyOf(pointings);
    }

    /**
     * Where a channel points from some time on.
     *
     * @param imageId empty when the channel was removed then
     */
    public record Pointing(Instant since, Optional<String> imageId) {}

    /** A channel of which nothing is on record. */
    static Channel none(String recipe, String name) {
        return new Channel(recipe, name, List.of());
    }

    /** Whether a channel may be called so: as recipes are. */
    public static boolean mayBeCalled(String name) {
        return NAME.matcher(name).matches();
    }

    /** The image that it points to; empty when there is no such channel, or none any more. */
    public Optional<String> imageId() {
        return pointings.stream().findFirst().flatMap(Pointing::imageId);
    }

    /** The image that it pointed to before, the last one that is another than now. */
    public Optional<String> before() {
        return pointings.stream()
                .skip(1)
                .flatMap(pointing -> pointing.imageId().stream())
                .filter(image -> imageId().filter(image::equals).isEmpty())
                .findFirst();
    }

    Channel pointedTo(Optional<String> image, Instant at) {
        var changed = new ArrayList<>(List.of(new Pointing(at, image)));
        pointings.stream().limit(REMEMBERED - 1L).forEach(changed::add);
        return new Channel(recipe, name, changed);
    }
}
