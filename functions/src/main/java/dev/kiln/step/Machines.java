package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.error.BuilderLost;
import dev.kiln.error.TakenOver;
import dev.kiln.ledger.Resource;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the rows of a build say of its machines. */
final class Machines {
    /** The build that took a machine over; its row is closed here and open there. */
    static final String ADOPTED_BY = "adoptedBy";

    /** The build that a machine comes from. */
    static final String ADOPTED_FROM = "adoptedFrom";

    /** When an operator said that a person changes the machine by hand. */
    static final String HAND_TOUCHED = "handTouched";

    private Machines() {}

    /** The row of a machine; none where the recipe brings it. */
    static Optional<Resource> row(List<Resource> held, String instance) {
        return held.stream()
                .filter(row -> MachineLaunch.isMachine(row)
                        && row.resourceId().filter(instance::equals).isPresent())
                .reduce((earlier, later) -> later);
    }

    /** The builder that a build holds. */
    static Optional<Resource> builder(List<Resource> held) {
        return MachineLaunch.rows(held, MachineLaunch.BUILDER).stream()
                .filter(row -> row.state() == Resource.State.OPEN)
                .reduce((earlier, later) -> later);
    }

    /**
     * A builder is worked on only as long as its row is open: afterwards it belongs to another build, or is gone.
     *
     * @throws TakenOver when another build has it
     * @throws BuilderLost when it is gone
     */
    static void requireHeld(List<Resource> held, String instance) {
        requireNotTakenOver(held);
        row(held, instance).filter(row -> row.state() == Resource.State.CLOSED).ifPresent(row -> {
            throw new BuilderLost("The builder " + instance + " is no longer held ("
                    + row.attributes().getOrDefault(MachineLaunch.END, "closed")
                    + "). Another one is launched, and the steps are done again.");
        });
    }

    /**
     * A build whose builder another one has taken over does not begin again with a new one: the other has that, and
     * what was made of it.
     *
     * @throws TakenOver names the other build
     */
    static void requireNotTakenOver(List<Resource> held) {
        held.stream()
                .filter(row -> MachineLaunch.isMachine(row) && row.attributes().containsKey(ADOPTED_BY))
                .findFirst()
                .ifPresent(row -> {
                    String other = row.attributes().get(ADOPTED_BY);
                    throw new TakenOver("The build " + other + " has taken over the builder "
                            + row.resourceId().orElseThrow()
                            + " of this one, and goes on with it. This build holds nothing of it any more. To do: follow "
                            + other + "; if that one fails, redrive it and not this one.");
                });
    }

    /**
     * When the seal began that made a machine ready for its image; empty when none did, or the recipe wants none. That
     * it has ended may be heard of much later, so a start of the machine is compared with its beginning.
     */
    static Optional<Instant> sealedAt(List<Resource> held, String instance) {
        return sealCommands(held, instance).stream()
                .filter(command -> command.succeeded() && !command.leftAsItWas())
                .reduce((earlier, later) -> later)
                .map(command -> command.row().intendedAt());
    }

    /**
     * Whether Sysprep may have begun on a machine, so that a boot would use up what it did: only a seal that was
     * refused, that left Windows' setup complete, or whose recipe wants no seal, has surely changed nothing.
     */
    static boolean sealBegun(List<Resource> held, String instance) {
        return sealCommands(held, instance).stream()
                .filter(command -> command.row().resourceId().isPresent())
                .anyMatch(command -> !command.refused() && !command.leftSetupComplete() && !command.leftAsItWas());
    }

    private static List<CommandRecord> sealCommands(List<Resource> held, String instance) {
        return held.stream()
                .filter(row -> row.key().startsWith("command#" + instance + "#" + SealBuilder.KEY + "#"))
                .map(CommandRecord::new)
                .toList();
    }

    /**
     * An image may only be made of a machine that has not been started since it was sealed, if it was.
     *
     * @throws BuilderLost when it has, or is gone
     */
    static void requireSealed(List<Resource> held, String instance, Builders.View view) {
        switch (view) {
            case Builders.View.Present present -> {
                if (present.gone()) {
                    throw lost(instance, present.reason());
                }
                if (sealedAt(held, instance).filter(present.started()::isAfter).isPresent()) {
                    throw new BuilderLost(
                            "The sealed builder " + instance + " was started again at "
                                    + present.started()
                                    + ", which uses up its generalization: an image of it would be no sealed image. It is replaced, and the steps are done again.");
                }
            }
            case Builders.View.Unknown unknown -> throw lost(instance, "EC2 no longer knows it");
        }
    }

    private static BuilderLost lost(String instance, String reason) {
        return new BuilderLost("The sealed builder " + instance + " was gone before an image was made of it (" + reason
                + "). Another builder is launched, and the steps are done again.");
    }
}
