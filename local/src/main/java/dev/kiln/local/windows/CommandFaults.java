package dev.kiln.local.windows;

import java.util.Optional;

/** Which commands go wrong on their machines: asked each time when a machine begins one. */
@FunctionalInterface
public interface CommandFaults {
    /** Every command does what its recipe is taken to do. */
    CommandFaults NONE = command -> Optional.empty();

    /** What the scripts behind this run are taken to do; empty for what the recipe is taken to do. */
    Optional<Expectations> of(GuestCommand command);
}
