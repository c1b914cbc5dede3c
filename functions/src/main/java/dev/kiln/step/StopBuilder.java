package dev.kiln.step;

import dev.kiln.aws.Builders;

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
        Machines.requireHeld(look.held(), instance);
        var view = builders.view(instance);
        Machines.requireSealed(look.held(), instance, view);
        return view instanceof Builders.View.Present present && down(instance, present)
                ? Progress.Done.quietly()
                : new Progress.Waiting(instance, LOOK_AGAIN);
    }

    private boolean down(String instance, Builders.View.Present present) {
        return present.stopped() || (present.running() && "stopped".equals(builders.stop(instance)));
    }
}
