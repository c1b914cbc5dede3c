package dev.kiln.step;

import dev.kiln.aws.Images;
import dev.kiln.aws.Tags;
import dev.kiln.error.ImageFailed;
import dev.kiln.error.ImageNameTaken;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Resource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes an image of a build and waits for it, whichever call makes it. The intent is written first, an image that an
 * earlier try may have left is looked for by its name and adopted by its tag, and only then is one made.
 */
final class ImageInMaking {
    /** On an image's row: the redrive that made it. */
    private static final String REDRIVE = "redrive";

    private static final String NAME = "name";

    private static final Duration LOOK_AGAIN = Duration.ofMinutes(15);

    /** An image that EC2 does not know after so long is not new but gone. */
    private static final Duration VISIBLE = Duration.ofMinutes(10);

    private final Ledger ledger;
    private final Images images;

    ImageInMaking(Ledger ledger, Images images) {
        this.ledger = ledger;
        this.images = images;
    }

    /** An image that is wanted. */
    interface Order {
        /** What the keys of its rows begin with; the number of the attempt follows. */
        String key();

        /** The name of an attempt, unique in the account. */
        String name(int attempt);

        /** What must be granted before the row is written. */
        void admit(Instant now);

        /**
         * Asks EC2 for it.
         *
         * @param late whether time has passed since the state before, in which somebody may have changed things
         * @return the id, or empty when the name is taken
         */
        Optional<String> make(Resource row, boolean late);

        /** What is held when it fails, and what a redrive does; ends a message. */
        String held();
    }

    /** Where an image stands. */
    sealed interface Standing {
        /** It is not there yet. */
        record Under(Progress.Waiting waiting) implements Standing {}

        /** It can be used; its row names it. */
        record Available(Resource row, Images.View view) implements Standing {}
    }

    /** Whether there is one, made or about to be made. */
    static boolean begun(Order order, List<Resource> held) {
        return rows(order, held).stream().anyMatch(row -> row.state() != Resource.State.CLOSED);
    }

    /** Whether EC2 has begun one. */
    static boolean made(Order order, List<Resource> held) {
        return rows(order, held).stream().anyMatch(row -> row.state() == Resource.State.OPEN);
    }

    private static List<Resource> rows(Order order, List<Resource> held) {
        return held.stream().filter(r -> r.key().startsWith(order.key())).toList();
    }

    /** Takes an image as far as it goes now. */
    Standing advance(Order order, StateInput input, Look look) {
        var attempts = rows(order, look.held());
        var open = attempts.stream()
                .filter(r -> r.state() != Resource.State.CLOSED)
                .findFirst();
        return open.map(row -> proceed(row, order, input, look))
                .orElseGet(() -> begin(attempts.size() + 1, order, input, look));
    }

    private Standing begin(int attempt, Order order, StateInput input, Look look) {
        order.admit(look.now());
        var attributes =
                new TreeMap<>(Map.of(NAME, order.name(attempt), REDRIVE, Integer.toString(input.redriveCount())));
        var intent = ledger.intend(Resource.intended(input.buildId(), order.key() + attempt, look.now(), attributes));
        return intent.ours()
                ? make(intent.row(), input.redriveCount() > 0, order, input, look)
                : proceed(intent.row(), order, input, look);
    }

    private Standing proceed(Resource row, Order order, StateInput input, Look look) {
        return switch (row.state()) {
            case INTENDED ->
                ledger.renew(row, look.now())
                        .map(renewed -> makeAgain(renewed, order, input, look))
                        .orElseGet(() -> under(name(row), Ledger.INTENT_LIVES));
            case OPEN -> look(row, row.resourceId().orElseThrow(), order, input, look);
            case CLOSED -> throw failed(row, "it was closed meanwhile", order);
        };
    }

    private Standing makeAgain(Resource row, Order order, StateInput input, Look look) {
        return images.ownByName(name(row))
                .map(left -> adopt(row, left, order, input, look))
                .orElseGet(() -> make(row, true, order, input, look));
    }

    private Standing make(Resource row, boolean late, Order order, StateInput input, Look look) {
        var made = order.make(row, late);
        if (made.isPresent()) {
            ledger.opened(row, made.get());
            return under(made.get(), LOOK_AGAIN);
        }
        return images.ownByName(name(row))
                .map(taken -> adopt(row, taken, order, input, look))
                // The name of an image that was deregistered a moment ago stays taken for a while.
                .orElseGet(() -> under(name(row), Ledger.INTENT_LIVES));
    }

    private Standing adopt(Resource row, Images.View found, Order order, StateInput input, Look look) {
        if (!row.buildId().equals(found.tags().get(Tags.BUILD))) {
            throw new ImageNameTaken(
                    "The name " + found.name() + " belongs to " + found.imageId()
                            + ", which is not of build " + row.buildId()
                            + ". The sealed builder is held, stopped. Deregister that image or free its name, then redrive: only the image is made again.");
        }
        return judge(ledger.opened(row, found.imageId()), found, order, input, look);
    }

    private Standing look(Resource row, String imageId, Order order, StateInput input, Look look) {
        var view = look.seen().image(imageId).or(() -> images.view(imageId));
        if (view.isPresent()) {
            return judge(row, view.get(), order, input, look);
        }
        if (row.intendedAt().plus(VISIBLE).isAfter(look.now())) {
            return under(imageId, Duration.ofMinutes(1));
        }
        String why = "EC2 no longer knows " + imageId + ", so somebody has deregistered it";
        return lost(row, "deregistered", why, order, input, look);
    }

    private Standing judge(Resource row, Images.View view, Order order, StateInput input, Look look) {
        if (view.available()) {
            return new Standing.Available(row, view);
        }
        if (view.pending()) {
            return under(view.imageId(), LOOK_AGAIN);
        }
        String why = "EC2 calls " + view.imageId() + " " + view.state() + ": " + view.reason();
        return lost(row, view.state(), why, order, input, look);
    }

    /** An image from before this redrive does not fail it: the redrive is there to make another one. */
    private Standing lost(Resource row, String end, String why, Order order, StateInput input, Look look) {
        ledger.closed(row, Map.of("end", end, "reason", why));
        if (Integer.parseInt(row.attributes().getOrDefault(REDRIVE, "0")) < input.redriveCount()) {
            return advance(order, input, look.again(ledger.resources(input.buildId())));
        }
        throw failed(row, why, order);
    }

    private static Standing under(String resourceId, Duration lookAgain) {
        return new Standing.Under(new Progress.Waiting(resourceId, lookAgain));
    }

    private static ImageFailed failed(Resource row, String why, Order order) {
        return new ImageFailed("The image " + name(row) + " did not become available; " + why + ". " + order.held());
    }

    /** Whether a row is that of an image of this name. */
    static boolean isNamed(Resource row, String name) {
        return row.key().startsWith("image") && name.equals(row.attributes().get(NAME));
    }

    private static String name(Resource row) {
        return row.attributes().get(NAME);
    }
}
