package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.error.BuilderLost;

import java.time.Duration;

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
            case Builders.View.Present present -> judge(instance, present);
            case Builders.View.Unknown unknown -> throw lost(instance, "EC2 no longer knows it");
        };
    }

    private Progress judge(String instance, Builders.View.Present present) {
        if (present.gone()) {
            throw lost(instance, present.reason());
        }
        if (present.stopped() || (present.running() && "stopped".equals(builders.stop(instance)))) {
            return Progress.Done.quietly();
        }
        return new Progress.Waiting(instance, LOOK_AGAIN);
    }

    private static BuilderLost lost(String instance, String reason) {
        return new BuilderLost("The sealed builder " + instance + " was gone before an image was made of it (" + reason
                + "). Nothing is held. Start a new execution with the same input to build again.");
    }
}
