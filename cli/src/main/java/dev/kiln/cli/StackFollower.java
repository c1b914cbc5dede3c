package dev.kiln.cli;

import dev.kiln.cli.stack.Pause;
import dev.kiln.cli.stack.StackRefused;
import dev.kiln.error.AwsErrors;
import dev.kiln.error.Throttled;
import dev.kiln.error.TransientServiceFailure;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Looks at a build in AWS until it ends, or whoever looks has seen enough. The build does not depend on it. */
final class StackFollower {
    /** An upload's event needs seconds to arrive, and a function that starts anew some more. */
    private static final Duration APPEARS_WITHIN = Duration.ofMinutes(2);

    /** The history may lag behind the status: both reads are eventually consistent. */
    private static final int LAST_LOOKS = 3;

    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration YOUNG = Duration.ofMinutes(5);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(30);
    private static final int FAILURES_MAX = 30;

    private final ExecutionReader reader;
    private final BuildView view;
    private final Pause pause;
    private final InstantSource clock;
    private final Instant start;

    StackFollower(ExecutionReader reader, BuildView view, Pause pause, InstantSource clock) {
        this.reader = reader;
        this.view = view;
        this.pause = pause;
        this.clock = clock;
        this.start = clock.instant();
    }

    /** What came of it. */
    sealed interface Outcome {
        /** The build has ended. */
        record Ended(BuildEnd end) implements Outcome {}

        /** Whoever looked looks no more; the build runs on. */
        record RunsOn() implements Outcome {}

        /** No execution appeared in the time that one needs to. */
        record NeverAppeared(Duration waited) implements Outcome {}
    }

    /** Follows the build. */
    Outcome follow() {
        int failures = 0;
        while (true) {
            Duration wait = passed().compareTo(YOUNG) < 0 ? SHORT : LONG;
            try {
                var execution = look();
                failures = 0;
                if (execution.filter(e -> e.stopDate() != null).isPresent()) {
                    return new Outcome.Ended(end(execution.get()));
                }
                if (execution.isEmpty() && passed().compareTo(APPEARS_WITHIN) >= 0) {
                    return new Outcome.NeverAppeared(APPEARS_WITHIN);
                }
            } catch (AwsServiceException | SdkClientException e) {
                failures++;
                wait = afterFailure(e, failures);
            }
            if (!pause.over(wait)) {
                return new Outcome.RunsOn();
            }
        }
    }

    private Optional<DescribeExecutionResponse> look() {
        var execution = reader.describe();
        execution.ifPresent(e -> reader.tell(view, e, clock.instant(), passed()));
        return execution;
    }

    private BuildEnd end(DescribeExecutionResponse execution) {
        for (int i = 0; i < LAST_LOOKS && !reader.complete() && pause.over(SHORT); i++) {
            reader.tell(view, execution, clock.instant(), passed());
        }
        return reader.end(execution, passed());
    }

    /** A throttled or lost call is made again later, as long as a break of the network may take; others never work. */
    private static Duration afterFailure(RuntimeException failure, int failures) {
        var sorted = failure instanceof AwsServiceException answer
                ? AwsErrors.sort("Looking at the build", answer)
                : AwsErrors.sort("Looking at the build", (SdkClientException) failure);
        boolean passing = sorted instanceof Throttled || sorted instanceof TransientServiceFailure;
        if (!passing || failures >= FAILURES_MAX) {
            throw new StackRefused("The build runs on, but it cannot be looked at: " + failure.getMessage());
        }
        return AFTER_A_FAILURE;
    }

    private Duration passed() {
        return Duration.between(start, clock.instant());
    }
}
