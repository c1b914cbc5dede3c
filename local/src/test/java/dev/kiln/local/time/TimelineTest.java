package dev.kiln.local.time;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class TimelineTest {
    private static final Instant START = Instant.parse("2026-03-11T09:00:00Z");
    private final Timeline timeline = new Timeline(START);
    private final List<String> ran = new ArrayList<>();

    @Test
    void runNext_eventsOfOneInstant_runInTheOrderInWhichTheyWerePlanned() {
        plan(5, "b");
        plan(5, "c");
        plan(1, "a");

        timeline.runTo(START.plusSeconds(10));

        assertThat(ran).containsExactly("a", "b", "c");
    }

    @Test
    void runNext_setsTheClockToTheEvent() {
        plan(90, "a");

        timeline.runNext();

        assertThat(timeline.instant()).isEqualTo(START.plusSeconds(90));
    }

    @Test
    void at_aPastInstant_runsNowAndNeverTurnsTheClockBack() {
        timeline.runTo(START.plusSeconds(60));
        timeline.at(START, "late", () -> ran.add("late"));

        timeline.runNext();

        assertThat(timeline.instant()).isEqualTo(START.plusSeconds(60));
        assertThat(ran).containsExactly("late");
    }

    @Test
    void cancel_plannedEvent_doesNotRunAndDoesNotMoveTheClock() {
        timeline.after(Duration.ofSeconds(5), "cancelled", () -> ran.add("cancelled"))
                .cancel();

        assertThat(timeline.runNext()).isFalse();
        assertThat(timeline.instant()).isEqualTo(START);
        assertThat(ran).isEmpty();
    }

    @Test
    void runUntil_goalBeyondTheLimit_stopsBeforeTheEventAndSaysSo() {
        plan(100, "a");

        assertThat(timeline.runUntil(() -> !ran.isEmpty(), START.plusSeconds(99)))
                .isFalse();
        assertThat(ran).isEmpty();
    }

    @Test
    void fork_sameLabel_drawsTheSameNumbersWhateverElseWasDrawn() {
        var one = new RandomSource(7);
        var other = new RandomSource(7);
        other.fork("ec2").hex(20);

        assertThat(one.fork("ssm").uuid())
                .isEqualTo(other.fork("ssm").uuid())
                .isNotEqualTo(one.fork("ec2").uuid());
    }

    private void plan(int seconds, String what) {
        timeline.after(Duration.ofSeconds(seconds), what, () -> ran.add(what));
    }
}
