package dev.kiln.schedule;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The days around Patch Tuesday, over forty years. */
class PatchDayTest {
    private static final YearMonth FIRST = YearMonth.of(2020, 1);
    private static final int MONTHS = 40 * 12;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14})
    void is_everyMonth_holdsForOneDayOfThoseThatCronFires(int daysAfter) {
        assertThat(months())
                .allSatisfy(month -> assertThat(fired(month, daysAfter))
                        .filteredOn(date -> PatchDay.is(date, daysAfter))
                        .containsExactly(PatchDay.in(month, daysAfter)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 14})
    void is_dayThatCronDoesNotFire_neverHolds(int daysAfter) {
        var others = months().flatMap(month ->
                days(month).filter(day -> !fired(month, daysAfter).contains(day)));

        assertThat(others).noneMatch(date -> PatchDay.is(date, daysAfter));
    }

    @Test
    void in_everyMonth_isTheSecondTuesdayAndTheSameMonth() {
        assertThat(months()).allSatisfy(month -> {
            var tuesdays = days(month)
                    .filter(day -> day.getDayOfWeek() == DayOfWeek.TUESDAY)
                    .toList();
            assertThat(PatchDay.in(month, 0)).isEqualTo(tuesdays.get(1));
            assertThat(YearMonth.from(PatchDay.in(month, PatchDay.MOST_DAYS_AFTER)))
                    .isEqualTo(month);
        });
    }

    @Test
    void in_monthThatStartsOnAWednesday_isAfterTheSecondWednesday() {
        var july = YearMonth.of(2026, 7);

        assertThat(july.atDay(1).getDayOfWeek()).isEqualTo(DayOfWeek.WEDNESDAY);
        assertThat(PatchDay.in(july, 1)).isEqualTo(LocalDate.of(2026, 7, 15));
        assertThat(PatchDay.is(LocalDate.of(2026, 7, 8), 1)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2026-12, 2026-12-08T18:00:00Z", "2026-07, 2026-07-14T17:00:00Z", "2026-11, 2026-11-10T18:00:00Z"})
    void release_isTenInTheMorningInLosAngeles(YearMonth month, Instant instant) {
        assertThat(PatchDay.release(month).toInstant()).isEqualTo(instant);
    }

    private static Stream<YearMonth> months() {
        return IntStream.range(0, MONTHS).mapToObj(FIRST::plusMonths);
    }

    private static Stream<LocalDate> days(YearMonth month) {
        return IntStream.rangeClosed(1, month.lengthOfMonth()).mapToObj(month::atDay);
    }

    /** The dates of a month at which the schedule's cron expression fires. */
    private static List<LocalDate> fired(YearMonth month, int daysAfter) {
        var bounds = Stream.of(PatchDay.cronDays(daysAfter).split("-", -1))
                .map(Integer::valueOf)
                .collect(Collectors.toList());
        return IntStream.rangeClosed(bounds.getFirst(), bounds.getLast())
                .mapToObj(month::atDay)
                .toList();
    }
}
