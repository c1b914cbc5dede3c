package dev.kiln.local.dynamo;

import dev.kiln.error.Throttled;
import dev.kiln.ledger.ScarceCall;
import dev.kiln.ledger.Tables;
import dev.kiln.ledger.TokenBuckets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** All functions together make a scarce call no more often than an account may. */
class TokenBucketsTest {
    private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");
    private static final ScarceCall CALL = ScarceCall.RUN_INSTANCES;
    private static final int AT_ONCE = 5;

    @RegisterExtension
    static final SharedDynamo DYNAMO = new SharedDynamo();

    private final MemoryDynamo dynamo = MemoryDynamo.with(List.of(Tables.ledger("ledger")));
    private final TokenBuckets buckets = new TokenBuckets(dynamo, "ledger");

    @Test
    void take_asManyAsTheBucketHolds_areGrantedAtOnceAndNoMore() {
        assertThat(granted(NOW)).isEqualTo(AT_ONCE);
    }

    @Test
    void take_afterHalfASecond_isGrantedOnce() {
        granted(NOW);

        assertThat(granted(NOW.plusMillis(500))).isEqualTo(1);
    }

    @Test
    void take_afterALongTime_findsTheBucketFullAndNotFuller() {
        granted(NOW);

        assertThat(granted(NOW.plus(Duration.ofDays(1)))).isEqualTo(AT_ONCE);
    }

    @Test
    void take_withAClockThatIsBehind_grantsNothingEarlier() {
        granted(NOW);

        assertThat(granted(NOW.minusSeconds(60))).isZero();
    }

    @Test
    void take_ofAnotherCall_hasABucketOfItsOwn() {
        granted(NOW);

        buckets.take(ScarceCall.SEND_COMMAND, NOW);
    }

    @Test
    void take_emptyBucket_saysThatNothingWasStarted() {
        granted(NOW);

        assertThatThrownBy(() -> buckets.take(CALL, NOW))
                .isInstanceOf(Throttled.class)
                .hasMessageContaining("RunInstances waits for its turn")
                .hasMessageContaining("Nothing was started");
    }

    @Test
    void take_byManyAtOnce_grantsAsManyAsTheBucketHolds() throws Exception {
        var shared = new TokenBuckets(DYNAMO.client(), DYNAMO.ledger());
        List<Callable<Boolean>> takers = Collections.nCopies(40, () -> granted(shared, NOW));

        try (var threads = Executors.newFixedThreadPool(16)) {
            long granted = 0;
            for (var taker : threads.invokeAll(takers)) {
                granted += taker.get() ? 1 : 0;
            }
            assertThat(granted).isEqualTo(AT_ONCE);
        }
    }

    private long granted(Instant now) {
        return IntStream.range(0, 2 * AT_ONCE)
                .filter(i -> granted(buckets, now))
                .count();
    }

    private static boolean granted(TokenBuckets buckets, Instant now) {
        try {
            buckets.take(CALL, now);
            return true;
        } catch (Throttled e) {
            return false;
        }
    }
}
