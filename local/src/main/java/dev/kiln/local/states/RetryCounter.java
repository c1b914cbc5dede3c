package dev.kiln.local.states;

import dev.kiln.local.time.RandomSource;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Counts the retries of one visit, for each retrier on its own. */
final class RetryCounter {
    private final List<Retrier> retriers;
    private final int[] done;

    RetryCounter(List<Retrier> retriers) {
        this.retriers = retriers;
        this.done = new int[retriers.size()];
    }

    void reset() {
        Arrays.fill(done, 0);
    }

    int total() {
        return Arrays.stream(done).sum();
    }

    /** The delay before the next try; empty when the first retrier that matches has none left, or none matches. */
    Optional<Duration> next(Failure failure, RandomSource random) {
        for (int i = 0; i < done.length; i++) {
            var retrier = retriers.get(i);
            if (failure.matches(retrier.errors())) {
                if (done[i] >= retrier.maxAttempts()) {
                    return Optional.empty();
                }
                return Optional.of(retrier.delay(done[i]++, random));
            }
        }
        return Optional.empty();
    }
}
