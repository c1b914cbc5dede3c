package dev.kiln.handler;

import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.retries.api.BackoffStrategy;

import java.time.Duration;

/**
 * How long one call of AWS may take, with all its attempts. It is less than a function has, so that a call which cannot
 * go through fails by itself, with its own error, and the state is tried again; an invocation that is cut off in a call
 * leaves nobody who knows how it went.
 *
 * <p>Between attempts it waits a time drawn evenly between nothing and a bound that doubles (full jitter), so that many
 * who were refused together do not come back together.
 */
public final class CallBudget {
    /** The first included. */
    public static final int ATTEMPTS = 3;

    /** The slowest calls, RunInstances and CreateImage, answer in some seconds. */
    public static final Duration ATTEMPT = Duration.ofSeconds(12);

    /** All attempts and the waits between them. */
    public static final Duration CALL = Duration.ofSeconds(48);

    static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private CallBudget() {}

    static ClientOverrideConfiguration configuration() {
        return ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(ATTEMPT)
                .apiCallTimeout(CALL)
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(ATTEMPTS)
                        .backoffStrategy(afterAnError())
                        .throttlingBackoffStrategy(afterAThrottle())
                        .build())
                .build();
    }

    static BackoffStrategy afterAnError() {
        return BackoffStrategy.exponentialDelay(Duration.ofMillis(100), LONGEST_WAIT);
    }

    static BackoffStrategy afterAThrottle() {
        return BackoffStrategy.exponentialDelay(Duration.ofSeconds(1), LONGEST_WAIT);
    }
}
