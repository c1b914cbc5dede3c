package dev.kiln.handler;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ssm.SsmClient;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** How the clients of a deployed function go on when a call does not go through. */
class CallBudgetTest {
    private static Stream<ClientOverrideConfiguration> configurations() {
        var clients = new AwsClients();
        return Stream.of(
                clients.client(Ec2Client.builder().region(Region.US_EAST_1))
                        .serviceClientConfiguration()
                        .overrideConfiguration(),
                clients.client(SsmClient.builder().region(Region.US_EAST_1))
                        .serviceClientConfiguration()
                        .overrideConfiguration());
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void client_retries_threeTimesInStandardMode(ClientOverrideConfiguration configuration) {
        assertThat(configuration.retryStrategy().orElseThrow())
                .isInstanceOf(StandardRetryStrategy.class)
                .satisfies(strategy -> assertThat(strategy.maxAttempts()).isEqualTo(3));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void client_allAttemptsWithTheirWaits_fitIntoTheCall(ClientOverrideConfiguration configuration) {
        var attempt = configuration.apiCallAttemptTimeout().orElseThrow();
        var waits = CallBudget.LONGEST_WAIT.multipliedBy(CallBudget.ATTEMPTS - 1);

        assertThat(attempt.multipliedBy(CallBudget.ATTEMPTS).plus(waits))
                .isLessThan(configuration.apiCallTimeout().orElseThrow());
    }

    @Test
    void waits_areDrawnFromNothingUpToTheBound() {
        assertFullJitter(CallBudget.afterAnError(), 2, Duration.ofMillis(100));
        assertFullJitter(CallBudget.afterAnError(), 3, Duration.ofMillis(200));
        assertFullJitter(CallBudget.afterAThrottle(), 2, Duration.ofSeconds(1));
        assertFullJitter(CallBudget.afterAThrottle(), 3, Duration.ofSeconds(2));
        assertFullJitter(CallBudget.afterAThrottle(), 9, CallBudget.LONGEST_WAIT);
    }

    /** @param attempt the one that is waited for; the second is the first that waits */
    private static void assertFullJitter(BackoffStrategy strategy, int attempt, Duration bound) {
        Set<Boolean> halves = new HashSet<>();
        for (int draw = 0; draw < 200; draw++) {
            var wait = strategy.computeDelay(attempt);
            assertThat(wait).isBetween(Duration.ZERO, bound);
            halves.add(wait.compareTo(bound.dividedBy(2)) < 0);
        }
        assertThat(halves).as("short and long waits").hasSize(2);
    }
}
