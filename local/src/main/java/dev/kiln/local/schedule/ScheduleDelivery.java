package dev.kiln.local.schedule;

import dev.kiln.local.time.Delay;
import dev.kiln.local.time.RandomSource;

import java.time.Duration;
import java.util.List;

/** When a schedule whose time has come invokes its target: EventBridge Scheduler promises at least once. */
@FunctionalInterface
public interface ScheduleDelivery {
    /** One delay for each invocation, counted from the time of the schedule. */
    List<Duration> delays(RandomSource random);

    /** Once, within the minute. */
    static ScheduleDelivery ordinary() {
        return random -> List.of(Delay.SCHEDULE_FIRES.draw(random));
    }

    /** Twice, each time within the minute. */
    static ScheduleDelivery twice() {
        return random -> List.of(Delay.SCHEDULE_FIRES.draw(random), Delay.SCHEDULE_FIRES.draw(random));
    }
}
