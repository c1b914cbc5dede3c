package dev.kiln.local.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The schedules that there are, by group and name, and their firing. */
final class ScheduleBook {
    /** Every account has it from the beginning. */
    static final String DEFAULT_GROUP = "default";

    private final SortedMap<String, ScheduleState.Group> groups = new TreeMap<>();
    private final SortedMap<String, StoredSchedule> schedules = new TreeMap<>();
    private final SortedMap<String, Firing> firings = new TreeMap<>();
    private final Function<StoredSchedule, Firing> firing;

    ScheduleBook(Instant now, Function<StoredSchedule, Firing> firing) {
        this.firing = firing;
        add(new ScheduleState.Group(DEFAULT_GROUP, now));
    }

    Optional<ScheduleState.Group> group(String name) {
        return Optional.ofNullable(groups.get(name));
    }

    void add(ScheduleState.Group group) {
        groups.put(group.name(), group);
    }

    Optional<StoredSchedule> find(String group, String name) {
        return Optional.ofNullable(schedules.get(key(group, name)));
    }

    /** All schedules, by group and name. */
    List<StoredSchedule> all() {
        return List.copyOf(schedules.values());
    }

    /** Adds a schedule, or puts it in place of the one of its name. */
    void put(StoredSchedule schedule) {
        String key = key(schedule.group(), schedule.name());
        stop(key);
        schedules.put(key, schedule);
        if (schedule.enabled()) {
            var started = firing.apply(schedule);
            firings.put(key, started);
            started.start();
        }
    }

    void remove(String group, String name) {
        stop(key(group, name));
        schedules.remove(key(group, name));
    }

    /** Removes a schedule that was to go when it is over, if it is. */
    void over(StoredSchedule schedule) {
        String key = key(schedule.group(), schedule.name());
        boolean goesOn =
                Optional.ofNullable(firings.get(key)).filter(Firing::goesOn).isPresent();
        if (schedule.deletedWhenOver() && !goesOn) {
            remove(schedule.group(), schedule.name());
        }
    }

    void wake() {
        firings.values().forEach(Firing::wake);
    }

    ScheduleState state() {
        return new ScheduleState(List.copyOf(groups.values()), all());
    }

    void restore(ScheduleState state) {
        state.groups().forEach(group -> groups.putIfAbsent(group.name(), group));
        state.schedules().stream()
                .filter(s -> find(s.group(), s.name()).isEmpty())
                .forEach(this::put);
    }

    private void stop(String key) {
        Optional.ofNullable(firings.remove(key)).ifPresent(Firing::stop);
    }

    private static String key(String group, String name) {
        return group + "/" + name;
    }
}
