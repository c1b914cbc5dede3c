package dev.kiln.local.request;

import java.time.Duration;
import java.time.Instant;

/**
 * Lets calls through as long as it holds tokens, and is refilled steadily (EC2 developer guide, "Request throttling").
 * Counts in millionths of a token, so that nothing is rounded away between two calls.
 */
final class TokenBucket {
    private static final long TOKEN = 1_000_000;

    private final Rate rate;
    private long held;
    private Instant filledAt;

    TokenBucket(Rate rate, Instant now) {
        this.rate = rate;
        this.held = rate.size() * TOKEN;
        this.filledAt = now;
    }

    /** Takes a token, if there is one. */
    boolean take(Instant now) {
        long micros = Math.min(
                Duration.between(filledAt, now).toNanos() / 1000,
                Duration.ofDays(1).toNanos() / 1000);
        held = Math.min(rate.size() * TOKEN, held + micros * rate.perSecond());
        filledAt = now;
        if (held < TOKEN) {
            return false;
        }
        held -= TOKEN;
        return true;
    }
}
