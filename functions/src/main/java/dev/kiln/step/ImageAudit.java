package dev.kiln.step;

import dev.kiln.aws.Belongings;
import dev.kiln.aws.Belongings.Kept;
import dev.kiln.aws.Tags;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Resource;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Compares images and snapshots with the ledger. An image whose answer was lost is adopted by its row; none is ever
 * removed here, because an image that nobody knows may be in use.
 */
final class ImageAudit {
    /** A build looks for its image for a day at most; what is older was compared when it was young. */
    private static final Duration YOUNG = Duration.ofDays(2);

    private final Ledger ledger;
    private final Belongings belongings;
    private final InstantSource clock;

    ImageAudit(Ledger ledger, Belongings belongings, InstantSource clock) {
        this.ledger = ledger;
        this.belongings = belongings;
        this.clock = clock;
    }

    /** What no row and no image stands for, each with what it is. */
    List<String> unknown() {
        var images = belongings.images();
        var used = new TreeSet<String>();
        images.forEach(image -> used.addAll(image.snapshotIds()));
        var strayImages = images.stream()
                .filter(this::young)
                .filter(image -> !known(image))
                .map(image -> image.thing().id() + ", an image named " + image.name() + " with the tags of build "
                        + image.thing().build());
        var straySnapshots = belongings.snapshots().stream()
                .filter(snapshot ->
                        !PreSnapshots.ROLE.equals(snapshot.thing().tags().get(Tags.ROLE)))
                .filter(snapshot ->
                        !young(snapshot) && !used.contains(snapshot.thing().id()))
                .map(snapshot -> snapshot.thing().id() + ", a snapshot of build "
                        + snapshot.thing().build() + " that no image uses");
        return Stream.concat(strayImages, straySnapshots).toList();
    }

    private boolean young(Kept kept) {
        return kept.since().plus(YOUNG).isAfter(clock.instant());
    }

    private boolean known(Kept image) {
        return ledger.resources(image.thing().build()).stream().anyMatch(row -> standsFor(row, image));
    }

    /** A row that is still to hear of its image gets it, unless the one who asked for it may be about to write that. */
    private boolean standsFor(Resource row, Kept image) {
        if (row.resourceId().isPresent() || !ImageInMaking.isNamed(row, image.name())) {
            return row.resourceId().filter(image.thing().id()::equals).isPresent();
        }
        if (row.state() == Resource.State.INTENDED
                && row.intendedAt().plus(Ledger.INTENT_LIVES).isBefore(clock.instant())) {
            ledger.opened(row, image.thing().id());
        }
        return true;
    }
}
