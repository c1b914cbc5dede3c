package dev.kiln.local.schedule;

import dev.kiln.local.time.Timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** One schedule with a fixed period, which rests when there is nothing to do. */
final class Beat {
    private final Timeline timeline;
    private final BooleanSupplier busy;
    private final Duration period;
    private final String name;
    private final Runnable action;
    private final Instant start;
    private boolean awake;

    Beat(Timeline timeline, BooleanSupplier busy, Duration period, String name, Runnable action) {
        this.timeline = timeline;
        this.busy = busy;
        this.period = period;
        this.name = name;
        this.action = action;
        this.start = timeline.instant();
    }

    void wake() {
        if (!awake) {
            awake = true;
            plan();
        }
    }

    private void plan() {
        long past = Duration.between(start, timeline.instant()).dividedBy(period);
        timeline.at(start.plus(period.multipliedBy(past + 1)), name, this::run);
    }

    private void run() {
        awake = busy.getAsBoolean();
        if (awake) {
            plan();
            action.run();
        }
    }
}
