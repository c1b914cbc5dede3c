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
 * @param seen what the sweep has seen of many resources together; nothing for all others who look
 */
public record Look(Instant now, Optional<String> noticed, List<Resource> held, Sightings seen) {
    public Look {
        held = List.copyOf(held);
    }

    /** A look for which nothing was seen before. */
    public Look(Instant now, Optional<String> noticed, List<Resource> held) {
        this(now, noticed, held, Sightings.NONE);
    }

    /** The same look after the rows have changed; what was seen before counts no longer. */
    Look again(List<Resource> changed) {
        return new Look(now, noticed, changed);
    }

    /** Whether an event said that something is the matter with this resource. */
    boolean concerns(String resourceId) {
        return noticed.filter(resourceId::equals).isPresent();
    }
}
