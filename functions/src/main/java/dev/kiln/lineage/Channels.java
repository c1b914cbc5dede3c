package dev.kiln.lineage;

import dev.kiln.error.TransientServiceFailure;
import dev.kiln.ledger.Tables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import static dev.kiln.lineage.LineageTable.text;

/**
 * The channels of all recipes. The lineage of an image names those that point to it, and is written with them, all or
 * nothing: an image that is retired gets none, and one that has some is not retired.
 */
public final class Channels {
    /** Neither is the name of a recipe. */
    private static final String LIST = "CHANNELS#";

    private static final String CHANNEL = "CHANNEL#";

    /** The newest pointing, as one text: whoever points a channel has seen this one. */
    private static final String STANDING = "standing";

    /** A lost race is one more try; nobody loses that often. */
    private static final int TRIES = 10;

    private final LineageTable table;
    private final ImageItems images;

    public Channels(DynamoDbClient dynamo, String table) {
        this.table = new LineageTable(dynamo, table);
        this.images = new ImageItems(this.table);
    }

    /** What became of the wish to point a channel elsewhere. */
    public sealed interface Answer {
        /** It points there. */
        record Pointed(Channel channel) implements Answer {}

        /** Somebody else has changed it since it was looked at; nothing was done. */
        record Overtaken(Channel stands) implements Answer {}

        /** It may not point there; nothing was done. Why, and what to do, in sentences. */
        record Refused(String why) implements Answer {}
    }

    /** One channel, also one that was removed or never was; strongly consistent, because builds decide by it. */
    public Channel of(String recipe, String name) {
        return table.get(key(recipe, name))
                .map(item -> LineageTable.data(item, Channel.class))
                .orElseGet(() -> Channel.none(recipe, name));
    }

    /** Those of a recipe that point to an image, in the order of their names. From the index, which lags behind. */
    public Stream<Channel> ofRecipe(String recipe) {
        return table.query(Tables.BY_RECIPE, Tables.RECIPE, LIST + recipe, true)
                .map(item -> LineageTable.data(item, Channel.class));
    }

    /**
     * Points a channel to an image of its recipe, or to none, which removes it.
     *
     * @param seen the channel as it was when this was decided
     */
    public Answer point(Channel seen, Optional<String> imageId, Instant at) {
        if (seen.imageId().equals(imageId)) {
            return new Answer.Pointed(seen);
        }
        for (int i = 0; i < TRIES; i++) {
            var next = imageId.flatMap(images::of);
            var why = imageId.flatMap(id -> Candidate.refusal(id, next.map(ImageItems.Stored::image), seen.recipe()));
            if (why.isPresent()) {
                return new Answer.Refused(why.get());
            }
            var pointed = seen.pointedTo(imageId, at);
            if (table.putAll(writes(seen, pointed, next))) {
                return new Answer.Pointed(pointed);
            }
            var stands = of(seen.recipe(), seen.name());
            if (!stands.equals(seen)) {
                return new Answer.Overtaken(stands);
            }
        }
        throw new TransientServiceFailure("The images of the channel " + seen.name() + " of " + seen.recipe()
                + " were changed " + TRIES + " times meanwhile. Nothing was changed. Try again.");
    }

    private List<LineageTable.Write> writes(Channel seen, Channel pointed, Optional<ImageItems.Stored> next) {
        var writes = new ArrayList<LineageTable.Write>();
        writes.add(write(seen, pointed));
        next.map(there -> there.changedTo(there.image().pointedAtBy(seen.name())))
                .ifPresent(writes::add);
        seen.imageId()
                .flatMap(images::of)
                .map(there -> there.changedTo(there.image().leftBy(seen.name())))
                .ifPresent(writes::add);
        return writes;
    }

    private static LineageTable.Write write(Channel seen, Channel pointed) {
        var item = LineageTable.item(key(pointed.recipe(), pointed.name()), pointed);
        item.put(STANDING, text(standing(pointed)));
        if (pointed.imageId().isPresent()) {
            item.put(Tables.RECIPE, text(LIST + pointed.recipe()));
            item.put(Tables.CREATED, text(pointed.name()));
        }
        return new LineageTable.Write(
                item, STANDING, seen.pointings().isEmpty() ? Optional.empty() : Optional.of(standing(seen)));
    }

    private static String standing(Channel channel) {
        var newest = channel.pointings().getFirst();
        return newest.since() + " " + newest.imageId().orElse("-");
    }

    private static String key(String recipe, String name) {
        return CHANNEL + recipe + "#" + name;
    }
}
