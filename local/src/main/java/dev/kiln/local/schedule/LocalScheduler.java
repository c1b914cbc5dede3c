package dev.kiln.local.schedule;

import dev.kiln.local.time.Timeline;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * EventBridge Scheduler of a local account.
 *
 * <p>A schedule that runs each minute would keep the timeline busy for ever. So one that is made by {@link #every}
 * rests when there is nothing to do and goes on at {@link #wake}; it keeps to the same beat as if it had never rested.
 */
public final class LocalScheduler {
    private final Timeline timeline;
    private final BooleanSupplier busy;
    private final List<Beat> beats = new ArrayList<>();

    /**
     * The scheduler of one account.
     *
     * @param busy whether there is something to do; asked before each run of a schedule made by {@link #every}
     */
    public LocalScheduler(Timeline timeline, BooleanSupplier busy) {
        this.timeline = timeline;
        this.busy = busy;
    }

    /**
     * Runs an action every so often, first when the period has passed, for as long as there is something to do.
     *
     * @param period positive
     */
    public void every(Duration period, String name, Runnable action) {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("the period of " + name + " must be positive, not " + period);
        }
        var beat = new Beat(timeline, busy, period, name, action);
        beats.add(beat);
        if (busy.getAsBoolean()) {
            beat.wake();
        }
    }

    /**
     * Runs an action at the times of a cron expression, for ever: a timeline with such a schedule does not run dry
     * unless the expression ends.
     *
     * @throws IllegalArgumentException if the expression is not one or never fires
     */
    public void cron(String expression, ZoneId zone, String name, Runnable action) {
        var cron = CronExpression.of(expression, zone);
        if (cron.after(timeline.instant()).isEmpty()) {
            throw new IllegalArgumentException(name + " never fires: " + expression);
        }
        planNext(cron, name, action);
    }

    /** Says that there is something to do again. Has no effect on schedules that are not at rest. */
    public void wake() {
        beats.forEach(Beat::wake);
    }

    private void planNext(CronExpression cron, String name, Runnable action) {
        cron.after(timeline.instant())
                .ifPresent(next -> timeline.at(next, name, () -> {
                    planNext(cron, name, action);
                    action.run();
                }));
    }
}
