package dev.kiln.step;

import dev.kiln.ledger.Resource;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One look at the world.
 *
 * @param now when
 * @param noticed the resource that an event named; empty when the state is entered or the sweep looks
 * @param held the rows of the build as they stood when the look began
 */
public record Look(Instant now, Optional<String> noticed, List<Resource> held) {
    public Look {
        held = List.copyOf(held);
    }

    /** Whether an event said that something is the matter with this resource. */
    boolean concerns(String resourceId) {
        return noticed.filter(resourceId::equals).isPresent();
    }
}
