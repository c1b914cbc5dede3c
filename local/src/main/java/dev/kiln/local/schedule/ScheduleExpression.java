package dev.kiln.local.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/** When a schedule fires (EventBridge Scheduler user guide, "Schedule types"). */
sealed interface ScheduleExpression {
    /** The first time after an instant, if there is any. */
    Optional<Instant> after(Instant instant);

    /**
     * Reads {@code cron(...)}, {@code rate(...)} or {@code at(...)}.
     *
     * @param created when a schedule by rate begins
     * @throws IllegalArgumentException if it is none of them
     */
    static ScheduleExpression of(String text, ZoneId zone, Instant created) {
        if (text.startsWith("rate(")) {
            return Rate.of(text, created);
        }
        return text.startsWith("at(") ? At.of(text, zone) : new Times(CronExpression.of(text, zone));
    }

    /** The times of a cron expression. */
    record Times(CronExpression cron) implements ScheduleExpression {
        @Override
        public Optional<Instant> after(Instant instant) {
            return cron.after(instant);
        }
    }

    /** Every so often, counted from the creation of the schedule; a day has 24 hours whatever the clocks do. */
    record Rate(Instant created, Duration period) implements ScheduleExpression {
        private static final Pattern FORM = Pattern.compile("rate\\(([1-9][0-9]{0,8}) (minute|hour|day)s?\\)");

        private static Rate of(String text, Instant created) {
            var form = FORM.matcher(text);
            if (!form.matches()) {
                throw new IllegalArgumentException("not rate(value unit): " + text);
            }
            long value = Long.parseLong(form.group(1));
            return new Rate(
                    created,
                    switch (form.group(2)) {
                        case "minute" -> Duration.ofMinutes(value);
                        case "hour" -> Duration.ofHours(value);
                        default -> Duration.ofDays(value);
                    });
        }

        @Override
        public Optional<Instant> after(Instant instant) {
            long past = Duration.between(created, instant).dividedBy(period);
            return Optional.of(created.plus(period.multipliedBy(past + 1)));
        }
    }

    /** Once. */
    record At(Instant time) implements ScheduleExpression {
        private static At of(String text, ZoneId zone) {
            try {
                var local = LocalDateTime.parse(text.substring("at(".length(), text.length() - 1));
                return new At(local.atZone(zone).toInstant());
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("not at(yyyy-mm-ddThh:mm:ss): " + text, e);
            }
        }

        @Override
        public Optional<Instant> after(Instant instant) {
            return Optional.of(time).filter(t -> t.isAfter(instant));
        }
    }
}
