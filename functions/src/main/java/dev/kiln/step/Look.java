package dev.kiln.step;

import java.time.Instant;
import java.util.Optional;

/**
 * One look at the world.
 *
 * @param now when
 * @param noticed the resource that an event named; empty when the state is entered or the sweep looks
 */
public record Look(Instant now, Optional<String> noticed) {
    /** A look that no event asked for. */
    public static Look at(Instant now) {
        return new Look(now, Optional.empty());
    }

    /** Whether an event said that something is the matter with this resource. */
    boolean concerns(String resourceId) {
        return noticed.filter(resourceId::equals).isPresent();
    }
}
