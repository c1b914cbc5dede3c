package dev.kiln.local.schedule;

import java.time.Instant;
import java.util.List;

/** Everything that the scheduler of a local account holds, as a value that can be kept on file. */
public record ScheduleState(List<Group> groups, List<StoredSchedule> schedules) {
    public ScheduleState {
        groups = List.copyOf(groups);
        schedules = List.copyOf(schedules);
    }

    /** A group of schedules. */
    public record Group(String name, Instant created) {
        String arn() {
            return "arn:aws:scheduler:us-east-1:123456789012:schedule-group/" + name;
        }
    }
}
