package dev.kiln.integration.localstack;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what happens in other processes; the one place here that sleeps. */
public final class Await {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    private Await() {}

    /**
     * Looks again and again until there is an answer.
     *
     * @throws IllegalStateException if none comes in time
     */
    public static <T> T answer(String what, Duration most, Supplier<Optional<T>> look) {
        long giveUp = System.nanoTime() + most.toNanos();
        Optional<T> found = look.get();
        while (found.isEmpty()) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("after " + most.toSeconds() + " s still not seen: " + what);
            }
            pause();
            found = look.get();
        }
        return found.get();
    }

    /**
     * Looks again and again until something is so.
     *
     * @throws IllegalStateException if it does not come about in time
     */
    public static void until(String what, Duration most, BooleanSupplier look) {
        answer(what, most, () -> look.getAsBoolean() ? Optional.of(what) : Optional.empty());
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
