package dev.kiln.local.lambda;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How a function is run.
 *
 * @param timeout bounds what the function is told of its remaining time; a run takes no virtual time
 * @param memoryMiB what the function is told of its memory
 * @param retries how often an asynchronous event is tried again, at most twice
 * @param maximumEventAge an event that is older is not tried again
 * @param onFailure takes what was given up
 */
public record FunctionSettings(
        Duration timeout, int memoryMiB, int retries, Duration maximumEventAge, Consumer<DeadLetter> onFailure) {
    /** The longest run, and Lambda's own way with asynchronous events. */
    public static FunctionSettings usual() {
        return new FunctionSettings(Duration.ofMinutes(15), 1024, 2, Duration.ofHours(6), letter -> {});
    }
}
