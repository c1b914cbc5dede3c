package dev.kiln.local.schedule;

import dev.kiln.local.time.Timeline;

import java.time.Instant;
import java.time.ZoneId;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * The times of one schedule. One by rate rests while there is nothing to do, because it would keep the timeline busy
 * for ever, and goes on in the old beat when it is woken.
 */
final class Firing {
    private final Timeline timeline;
    private final BooleanSupplier busy;
    private final StoredSchedule schedule;
    private final ScheduleExpression expression;
    private final BiConsumer<StoredSchedule, Instant> due;
    private Timeline.Cancellation planned = new Timeline.Cancellation();
    private boolean resting;

    Firing(Timeline timeline, BooleanSupplier busy, StoredSchedule schedule, BiConsumer<StoredSchedule, Instant> due) {
        this.timeline = timeline;
        this.busy = busy;
        this.schedule = schedule;
        this.expression =
                ScheduleExpression.of(schedule.expression(), ZoneId.of(schedule.timeZone()), schedule.modified());
        this.due = due;
    }

    /** By rate it fires at once when it is made (user guide, "Rate-based schedules"). */
    void start() {
        if (expression instanceof ScheduleExpression.Rate rate && rate.created().equals(timeline.instant())) {
            planned = timeline.at(timeline.instant(), what(), () -> come(timeline.instant()));
        } else {
            plan(timeline.instant());
        }
    }

    /** A time that has come already is delivered all the same. */
    void stop() {
        planned.cancel();
        resting = false;
    }

    void wake() {
        if (resting) {
            resting = false;
            plan(timeline.instant());
        }
    }

    /** Whether there is a time to come. */
    boolean goesOn() {
        return expression.after(timeline.instant()).isPresent();
    }

    private void plan(Instant after) {
        expression.after(after).ifPresent(time -> planned = timeline.at(time, what(), () -> come(time)));
    }

    private void come(Instant time) {
        resting = expression instanceof ScheduleExpression.Rate && !busy.getAsBoolean();
        if (!resting) {
            plan(time);
            due.accept(schedule, time);
        }
    }

    private String what() {
        return "schedule " + schedule.name() + " comes due";
    }
}
