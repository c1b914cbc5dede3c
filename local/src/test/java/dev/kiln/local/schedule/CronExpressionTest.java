package dev.kiln.local.schedule;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CronExpressionTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    cron(0 6 1 * ? *)           | 2026-03-11T09:00:00Z | 2026-04-01T06:00:00Z
                    cron(0 20 ? * TUE#2 *)      | 2026-03-11T09:00:00Z | 2026-04-14T20:00:00Z
                    cron(0 20 ? * 3#2 *)        | 2026-03-11T09:00:00Z | 2026-04-14T20:00:00Z
                    cron(0 0 L * ? *)           | 2026-02-11T09:00:00Z | 2026-02-28T00:00:00Z
                    cron(0 10 ? * 6L *)         | 2026-03-11T09:00:00Z | 2026-03-27T10:00:00Z
                    cron(15 10 ? * MON-FRI *)   | 2026-03-13T10:15:00Z | 2026-03-16T10:15:00Z
                    cron(0/15 8-17 ? * 2-6 *)   | 2026-03-11T09:01:00Z | 2026-03-11T09:15:00Z
                    cron(0 8 15W 8 ? *)         | 2026-03-11T09:00:00Z | 2026-08-14T08:00:00Z
                    """)
    void after_expression_isItsNextTime(String expression, Instant now, Instant next) {
        assertThat(CronExpression.of(expression, ZoneOffset.UTC).after(now)).contains(next);
    }

    @Test
    void after_timeZone_isFollowedThroughTheYear() {
        var daily = CronExpression.of("cron(0 6 * * ? *)", NEW_YORK);

        assertThat(daily.after(Instant.parse("2026-01-10T12:00:00Z"))).contains(Instant.parse("2026-01-11T11:00:00Z"));
        assertThat(daily.after(Instant.parse("2026-07-10T12:00:00Z"))).contains(Instant.parse("2026-07-11T10:00:00Z"));
    }

    @Test
    void after_hourThatSpringSkips_isSkipped() {
        var nightly = CronExpression.of("cron(30 2 * * ? *)", NEW_YORK);

        assertThat(nightly.after(Instant.parse("2026-03-07T12:00:00Z")))
                .contains(Instant.parse("2026-03-09T06:30:00Z"));
    }

    @Test
    void after_hourThatAutumnRepeats_isRunOnce() {
        var nightly = CronExpression.of("cron(30 1 * * ? *)", NEW_YORK);
        var first = nightly.after(Instant.parse("2026-10-31T12:00:00Z")).orElseThrow();

        assertThat(first).isEqualTo(Instant.parse("2026-11-01T05:30:00Z"));
        assertThat(nightly.after(first)).contains(Instant.parse("2026-11-02T06:30:00Z"));
    }

    @Test
    void after_lastTime_isEmpty() {
        assertThat(CronExpression.of("cron(0 6 1 1 ? 2026)", ZoneOffset.UTC)
                        .after(Instant.parse("2026-01-01T06:00:00Z")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 6 1 * ? *",
                "cron(0 6 1 * ?)",
                "cron(0 6 1 * * *)",
                "cron(0 6 ? * ? *)",
                "cron(60 6 1 * ? *)",
                "cron(0 6 1 13 ? *)",
                "cron(0 6 ? * 8 *)",
                "cron(0 6 1 * ? 1969)",
                "cron(x 6 1 * ? *)",
                "rate(1 day)",
                "at(2026-03-11T09:00:00)"
            })
    void of_whatIsNoCronExpression_isRefused(String text) {
        assertThatThrownBy(() -> CronExpression.of(text, ZoneOffset.UTC)).isInstanceOf(IllegalArgumentException.class);
    }
}
