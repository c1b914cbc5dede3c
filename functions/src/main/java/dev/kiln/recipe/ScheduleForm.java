package dev.kiln.recipe;

import dev.kiln.schedule.Schedule;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Turns the value of a schedule into what it means; of a text with mistakes as far as it can be read. */
final class ScheduleForm {
    private ScheduleForm() {}

    /** The schedule; empty where it has no meaning. Whether the zone exists is not looked at. */
    static Optional<Schedule> read(Value schedule) {
        String zone = schedule.text("timeZone").orElse(Defaults.TIME_ZONE);
        var cron = schedule.text("cron").or(() -> schedule.text().filter(text -> text.startsWith("cron(")));
        if (cron.isPresent()) {
            return Optional.of(new Schedule.Cron(cron.get(), zone));
        }
        var time = schedule.text("time").flatMap(ScheduleForm::time);
        return schedule.text().or(() -> schedule.text("when")).flatMap(word -> ScheduleWord.read(word, time, zone));
    }

    private static Optional<LocalTime> time(String text) {
        try {
            return Optional.of(LocalTime.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
