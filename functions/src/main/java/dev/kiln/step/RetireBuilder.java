package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Resource;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Terminates the builder that Kiln launched, and closes its row when it is gone; what was taken of it before the image
 * is deleted. A machine that the recipe brought is left alone.
 */
public final class RetireBuilder implements CallbackStep {
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    private final Ledger ledger;
    private final Builders builders;
    private final PreSnapshots preSnapshots;

    RetireBuilder(Ledger ledger, Builders builders, PreSnapshots preSnapshots) {
        this.preSnapshots = preSnapshots;
        this.ledger = ledger;
        this.builders = builders;
    }

    @Override
    public String state() {
        return "RetireBuilder";
    }

    @Override
    public Progress advance(StateInput input, Look look) {
        String instance = input.builder();
        preSnapshots.delete(look.held());
        return openRow(look, instance).map(row -> retire(row, instance)).orElseGet(Progress.Done::quietly);
    }

    /** Only an open row of this build gives the right to end an instance. */
    private static Optional<Resource> openRow(Look look, String instance) {
        return look.held().stream()
                .filter(r -> r.state() == Resource.State.OPEN
                        && r.resourceId().filter(instance::equals).isPresent())
                .findFirst();
    }

    private Progress retire(Resource row, String instance) {
        if ("terminated".equals(builders.terminate(instance))) {
            ledger.closed(row, Map.of("end", "terminated"));
            return Progress.Done.quietly();
        }
        return new Progress.Waiting(instance, LOOK_AGAIN);
    }
}
