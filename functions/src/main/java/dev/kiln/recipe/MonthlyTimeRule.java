package dev.kiln.recipe;

import dev.kiln.schedule.PatchDay;
import dev.kiln.schedule.Schedule;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A schedule that comes once a month comes in every month, and not before the updates that it is meant for. */
final class MonthlyTimeRule {
    /** Clocks change on other dates every year; after twelve years nearly all of them have had their turn. */
    private static final int MONTHS = 12 * 12;

    private final InstantSource clock;

    MonthlyTimeRule(InstantSource clock) {
        this.clock = clock;
    }

    /** What is wrong with a schedule that can be read, told at a value. */
    Optional<Mistake> mistake(Value at, Schedule schedule) {
        return switch (schedule) {
            case Schedule.Never never -> Optional.empty();
            case Schedule.Cron cron -> Optional.empty();
            case Schedule.Monthly day -> skipped(at, month -> month.atDay(1), day.time(), ZoneId.of(day.timeZone()));
            case Schedule.PatchTuesday day ->
                early(at, day, ZoneId.of(day.timeZone()))
                        .or(() -> skipped(
                                at,
                                month -> PatchDay.in(month, day.daysAfter()),
                                day.time(),
                                ZoneId.of(day.timeZone())));
        };
    }

    private Optional<Mistake> early(Value at, Schedule.PatchTuesday day, ZoneId zone) {
        boolean early = months().anyMatch(month -> PatchDay.in(month, day.daysAfter())
                .atTime(day.time())
                .atZone(zone)
                .isBefore(PatchDay.release(month)));
        return early
                ? Optional.of(at.mistake(
                        "At " + day.time() + " in " + zone
                                + " the updates of that day are not out yet: Microsoft releases"
                                + " them at 10:00 in America/Los_Angeles.",
                        "Write a later time, or patchTuesday+" + (day.daysAfter() + 1) + "."))
                : Optional.empty();
    }

    /** EventBridge Scheduler leaves out a time that does not exist because the clocks are put forward. */
    private Optional<Mistake> skipped(Value at, Function<YearMonth, LocalDate> day, LocalTime time, ZoneId zone) {
        return months().map(month -> day.apply(month).atTime(time))
                .filter(moment -> zone.getRules().getValidOffsets(moment).isEmpty())
                .findFirst()
                .map(moment -> at.mistake(
                        "In " + zone + " there is no " + time + " on " + moment.toLocalDate()
                                + ", because the clocks are put forward: EventBridge would leave out that month.",
                        "Write another time."));
    }

    private Stream<YearMonth> months() {
        var now = YearMonth.from(LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
        return IntStream.range(0, MONTHS).mapToObj(now::plusMonths);
    }
}
