package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.ledger.Plans;
import dev.kiln.recipe.Seal;

import java.time.Duration;

/**
 * Stops the builder, so that the image has a consistent file system, unless the recipe wants an image of the running
 * machine.
 */
public final class StopBuilder implements CallbackStep {
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    private final Plans plans;
    private final Builders builders;

    public StopBuilder(Plans plans, Builders builders) {
        this.plans = plans;
        this.builders = builders;
    }

    @Override
    public String state() {
        return "StopBuilder";
    }

    @Override
    public Progress advance(StateInput input, Look look) {
        String instance = input.builder();
        Machines.requireHeld(look.held(), instance);
        var view = builders.view(instance);
        Machines.requireSealed(look.held(), instance, view);
        var imageOf = plans.of(input.buildId()).recipe().seal().imageOf();
        return view instanceof Builders.View.Present present && ready(imageOf, instance, present)
                ? Progress.Done.quietly()
                : new Progress.Waiting(instance, LOOK_AGAIN);
    }

    private boolean ready(Seal.ImageOf imageOf, String instance, Builders.View.Present present) {
        return switch (imageOf) {
            case STOPPED -> down(instance, present);
            case REBOOTED, RUNNING -> present.running() || present.stopped();
        };
    }

    private boolean down(String instance, Builders.View.Present present) {
        return present.stopped() || (present.running() && "stopped".equals(builders.stop(instance)));
    }
}
