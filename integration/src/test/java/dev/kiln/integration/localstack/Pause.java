package dev.kiln.integration.localstack;

import java.time.Duration;

/** The one place where a test waits for what runs beside it. */
public final class Pause {
    private Pause() {}

    /** Sleeps. */
    public static void of(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
