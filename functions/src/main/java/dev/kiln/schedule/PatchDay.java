package dev.kiln.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;

/**
 * The days around Patch Tuesday, on which Microsoft releases updates: the second Tuesday of a month. The Wednesday
 * after it is not the second Wednesday when the month starts on a Wednesday, so no cron expression names it.
 */
public final class PatchDay {
    /** Patch Tuesday is the 14th at the latest, and the 28th is a day that every month has. */
    public static final int MOST_DAYS_AFTER = 14;

    private static final int EARLIEST = 8;
    private static final int LATEST = 14;
    private static final ZoneId MICROSOFT = ZoneId.of("America/Los_Angeles");
    /** Microsoft, "Windows monthly updates explained": 10:00 Pacific time. */
    private static final LocalTime RELEASE = LocalTime.of(10, 0);

    private PatchDay() {}

    /** The one day of a month that lies so many days after its Patch Tuesday. */
    public static LocalDate in(YearMonth month, int daysAfter) {
        return month.atDay(1)
                .with(TemporalAdjusters.dayOfWeekInMonth(2, DayOfWeek.TUESDAY))
                .plusDays(daysAfter);
    }

    /** Whether a date lies so many days after a Patch Tuesday, from 0 to {@link #MOST_DAYS_AFTER}. */
    public static boolean is(LocalDate date, int daysAfter) {
        var tuesday = date.minusDays(daysAfter);
        return tuesday.equals(in(YearMonth.from(tuesday), 0));
    }

    /** The days of the month that can lie so many days after Patch Tuesday, as cron wants them, for example 9-15. */
    public static String cronDays(int daysAfter) {
        return (EARLIEST + daysAfter) + "-" + (LATEST + daysAfter);
    }

    /** When the updates of a month come out. */
    public static ZonedDateTime release(YearMonth month) {
        return in(month, 0).atTime(RELEASE).atZone(MICROSOFT);
    }
}
