package dev.kiln.local.request;

import dev.kiln.local.time.Timeline;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class ThrottleTest {
    private static final Rate RATE = new Rate(5, 2);

    private final Timeline timeline = new Timeline(Instant.parse("2026-11-25T09:00:00Z"));
    private final Throttle throttle = new Throttle(timeline);

    private long allowed(String action, int calls) {
        return IntStream.range(0, calls)
                .filter(call -> throttle.allows(action, RATE))
                .count();
    }

    private void pass(Duration time) {
        timeline.runTo(timeline.instant().plus(time));
    }

    @Test
    void allows_turnedOff_everything() {
        assertThat(allowed("a", 100)).isEqualTo(100);
    }

    @Test
    void allows_atOnce_asManyAsTheBucketHolds() {
        throttle.turn(true);

        assertThat(allowed("a", 10)).isEqualTo(5);
    }

    @Test
    void allows_otherAction_fromItsOwnBucket() {
        throttle.turn(true);
        allowed("a", 10);

        assertThat(allowed("b", 10)).isEqualTo(5);
    }

    @Test
    void allows_emptyBucket_refillsSteadily() {
        throttle.turn(true);
        allowed("a", 10);

        pass(Duration.ofMillis(499));
        assertThat(allowed("a", 1)).isZero();
        pass(Duration.ofMillis(1));
        assertThat(allowed("a", 10)).isEqualTo(1);
        pass(Duration.ofSeconds(2));
        assertThat(allowed("a", 10)).isEqualTo(4);
    }

    @Test
    void allows_afterALongTime_noMoreThanTheBucketHolds() {
        throttle.turn(true);
        allowed("a", 10);

        pass(Duration.ofDays(400));
        assertThat(allowed("a", 10)).isEqualTo(5);
    }

    @Test
    void turn_on_fillsTheBuckets() {
        throttle.turn(true);
        allowed("a", 10);
        throttle.turn(true);

        assertThat(allowed("a", 10)).isEqualTo(5);
    }
}
