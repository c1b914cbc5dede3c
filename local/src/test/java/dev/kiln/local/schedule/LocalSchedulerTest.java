package dev.kiln.local.schedule;

import dev.kiln.local.time.Timeline;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LocalSchedulerTest {
    private static final Instant START = Instant.parse("2026-03-11T09:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Timeline timeline = new Timeline(START);
    private final List<Instant> runs = new ArrayList<>();
    private boolean busy = true;
    private final LocalScheduler scheduler = new LocalScheduler(timeline, () -> busy);

    @Test
    void every_whileBusy_runsOncePerPeriod() {
        scheduler.every(MINUTE, "sweep", this::run);

        timeline.runTo(START.plusSeconds(150));

        assertThat(runs).containsExactly(START.plusSeconds(60), START.plusSeconds(120));
    }

    @Test
    void every_nothingToDo_letsTheTimelineRunDry() {
        scheduler.every(MINUTE, "sweep", this::run);
        busy = false;

        timeline.runTo(START.plusSeconds(90));

        assertThat(timeline.nextAt()).isEmpty();
        assertThat(runs).isEmpty();
    }

    @Test
    void every_madeWithNothingToDo_waitsToBeWoken() {
        busy = false;

        scheduler.every(MINUTE, "sweep", this::run);

        assertThat(timeline.nextAt()).isEmpty();
    }

    @Test
    void wake_atRest_goesOnInTheOldBeat() {
        busy = false;
        scheduler.every(MINUTE, "sweep", this::run);
        timeline.runTo(START.plusSeconds(610));
        busy = true;

        scheduler.wake();
        timeline.runTo(START.plusSeconds(700));

        assertThat(runs).containsExactly(START.plusSeconds(660));
    }

    @Test
    void wake_twice_doesNotDoubleTheRuns() {
        scheduler.every(MINUTE, "sweep", this::run);

        scheduler.wake();
        scheduler.wake();
        timeline.runTo(START.plusSeconds(60));

        assertThat(runs).hasSize(1);
    }

    @Test
    void cron_everyTime_runsItAgain() {
        scheduler.cron("cron(0 6 1 * ? *)", ZoneOffset.UTC, "monthly", this::run);

        timeline.runTo(Instant.parse("2026-05-02T00:00:00Z"));

        assertThat(runs).containsExactly(Instant.parse("2026-04-01T06:00:00Z"), Instant.parse("2026-05-01T06:00:00Z"));
    }

    @Test
    void cron_thatNeverFires_isRefused() {
        assertThatThrownBy(() ->
                        scheduler.cron("cron(0 6 1 * ? 2020)", ZoneId.of("Europe/Berlin"), "yesterday", this::run))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("yesterday never fires");
    }

    private void run() {
        runs.add(timeline.instant());
    }
}
