package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.error.BuilderLost;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Resource;

import java.time.Duration;
import java.util.Map;

/** Stops the sealed builder, so that the image has a consistent file system. */
public final class StopBuilder implements CallbackStep {
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    private final Ledger ledger;
    private final Builders builders;

    public StopBuilder(Ledger ledger, Builders builders) {
        this.ledger = ledger;
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
            case Builders.View.Unknown unknown -> throw lost(instance, "EC2 no longer knows it", look);
        };
    }

    private Progress judge(String instance, Builders.View.Present present, Look look) {
        if (present.gone()) {
            throw lost(instance, present.reason(), look);
        }
        if (present.stopped() || (present.running() && "stopped".equals(builders.stop(instance)))) {
            return Progress.Done.quietly();
        }
        return new Progress.Waiting(instance, LOOK_AGAIN);
    }

    private BuilderLost lost(String instance, String reason, Look look) {
        look.held().stream()
                .filter(r -> r.state() == Resource.State.OPEN
                        && r.resourceId().filter(instance::equals).isPresent())
                .forEach(r -> ledger.closed(r, Map.of("end", "lost")));
        return new BuilderLost("The sealed builder " + instance + " was gone before an image was made of it (" + reason
                + "). Nothing is held. Start a new execution with the same input to build again.");
    }
}
