package dev.kiln.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Ctrl-C while something runs that should stop by itself and be saved, rather than be cut off. The process ends once
 * this is closed.
 */
final class Interruption implements BooleanSupplier, AutoCloseable {
    /** Longer than a local account needs to stop a build and to save itself. */
    private static final long PATIENCE_SECONDS = 20;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::ask, "kiln-interruption");

    private Interruption() {}

    /** Begins to listen. */
    static Interruption listen() {
        var interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void ask() {
        asked.countDown();
        try {
            // Whether it was in time or not, the process ends.
            closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether somebody wants it to stop. */
    @Override
    public boolean getAsBoolean() {
        return asked.getCount() == 0;
    }

    /** Waits for a time, or until somebody wants it to stop; says whether it may go on. */
    boolean allows(Duration time) {
        try {
            return !asked.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        if (!getAsBoolean()) {
            forget();
        }
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process has begun to end just now, and the hook no longer waits for anything.
            asked.countDown();
        }
    }
}
