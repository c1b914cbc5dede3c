package dev.kiln.recipe;

import java.time.Duration;

/**
 * What becomes of the builder when a build ends badly.
 *
 * @param lease how long it is kept for a redrive, from one hour to 14 days; then it is terminated
 * @param keepRunning whether it runs meanwhile, for somebody to look at it; else it is stopped, which costs its volumes
 *     only
 */
public record Parking(Duration lease, boolean keepRunning) {
    /** What a recipe means that says nothing. */
    public static final Parking DEFAULT = new Parking(Duration.ofDays(3), false);
}
