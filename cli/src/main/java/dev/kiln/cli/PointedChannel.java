package dev.kiln.cli;

import dev.kiln.lineage.Channel;
import dev.kiln.lineage.Channels;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A channel as a command has found it, to be pointed elsewhere. */
final class PointedChannel {
    private final Channels channels;
    private final Channel seen;
    private final Instant now;

    PointedChannel(Channels channels, String recipe, String name, Instant now) {
        this.channels = channels;
        this.seen = channels.of(recipe, name);
        this.now = now;
    }

    Channel seen() {
        return seen;
    }

    /** Points it to an image, and makes it when it is new. */
    Channel to(String imageId) {
        return point(Optional.of(imageId));
    }

    /** Points it to the image that it pointed to before. */
    Channel back() {
        requireKnown();
        return to(seen.before()
                .orElseThrow(() -> new CommandRefused("The channel " + seen.name() + " of " + seen.recipe()
                        + " has pointed to no other image. Nothing was changed. Name one: kiln channel "
                        + seen.recipe() + " " + seen.name() + " IMAGE")));
    }

    /** Points it to nothing. */
    Channel remove() {
        requireKnown();
        return point(Optional.empty());
    }

    private void requireKnown() {
        if (seen.pointings().isEmpty()) {
            throw unknown(seen.recipe(), seen.name());
        }
    }

    static CommandRefused unknown(String recipe, String name) {
        return new CommandRefused("The recipe " + recipe + " has no channel " + name + ". kiln channel " + recipe
                + " lists those that it has; to make it: kiln channel " + recipe + " " + name + " IMAGE");
    }

    private Channel point(Optional<String> imageId) {
        return switch (channels.point(seen, imageId, now)) {
            case Channels.Answer.Pointed pointed -> pointed.channel();
            case Channels.Answer.Refused refused -> throw new CommandRefused("Nothing was changed. " + refused.why());
            case Channels.Answer.Overtaken overtaken -> throw overtaken(overtaken.stands());
        };
    }

    private static CommandRefused overtaken(Channel stands) {
        var newest = stands.pointings().getFirst();
        return new CommandRefused("Nothing was changed: somebody else "
                + newest.imageId()
                        .map(image -> "pointed the channel " + stands.name() + " to " + image)
                        .orElse("removed the channel " + stands.name())
                + " at the same moment (" + newest.since().truncatedTo(ChronoUnit.SECONDS)
                + "). To look at it, and decide anew: kiln channel " + stands.recipe() + " " + stands.name());
    }
}
