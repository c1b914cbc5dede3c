package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.error.BuilderLost;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Stops the sealed builder, so that the image has a consistent file system. */
public final class StopBuilder implements CallbackStep {
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    private final Builders builders;

    public StopBuilder(Builders builders) {
        this.builders = builders;
    }

    @Override
    public String state() {
        return "StopBuilder";
    }

    @Override
    public Progress advance(StateInput input, Look look) {
        String instance = input.builder();
        return switch (builders.view(instance)) {
            case Builders.View.Present present -> judge(instance, present, look);
            case Builders.View.Unknown unknown -> throw lost(instance, "EC2 no longer knows it");
        };
    }

    private Progress judge(String instance, Builders.View.Present present, Look look) {
        if (present.gone()) {
            throw lost(instance, present.reason());
        }
        if (sealedAt(instance, look).filter(present.started()::isAfter).isPresent()) {
            throw new BuilderLost(
                    "The sealed builder " + instance + " was started again at " + present.started()
                            + ", which uses up its generalization: an image of it would be no sealed image. It is replaced, and the steps are done again.");
        }
        if (present.stopped() || (present.running() && "stopped".equals(builders.stop(instance)))) {
            return Progress.Done.quietly();
        }
        return new Progress.Waiting(instance, LOOK_AGAIN);
    }

    private static Optional<Instant> sealedAt(String instance, Look look) {
        return look.held().stream()
                .filter(r -> r.key().startsWith("command#" + instance + "#" + SealBuilder.KEY + "#"))
                .reduce((earlier, later) -> later)
                .flatMap(r -> new CommandRecord(r).endedAt());
    }

    private static BuilderLost lost(String instance, String reason) {
        return new BuilderLost("The sealed builder " + instance + " was gone before an image was made of it (" + reason
                + "). Another builder is launched, and the steps are done again.");
    }
}
