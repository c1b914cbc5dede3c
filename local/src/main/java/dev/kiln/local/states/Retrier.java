package dev.kiln.local.states;

import dev.kiln.local.time.RandomSource;

import java.time.Duration;
import java.util.List;

/**
 * One entry of {@code Retry}; see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html.
 *
 * @param interval seconds before the first retry, at least 1
 * @param maxAttempts how many retries, 0 for none
 * @param backoff what the interval is multiplied with after each retry, at least 1
 * @param maxDelay the most seconds between two tries
 * @param jitter whether the delay is drawn between nothing and the interval (strategy {@code FULL})
 */
record Retrier(List<String> errors, long interval, long maxAttempts, double backoff, long maxDelay, boolean jitter) {
    /** The delay before the retry that follows {@code done} earlier ones. */
    Duration delay(int done, RandomSource random) {
        double seconds = Math.min(interval * Math.pow(backoff, done), (double) maxDelay);
        var full = Duration.ofMillis((long) (seconds * 1000));
        return jitter ? random.between(Duration.ZERO, full) : full;
    }
}
