package dev.kiln.ledger;

import java.util.List;
import java.util.Optional;

/**
 * What a build has made, in the order of the keys, and what it waits for, read at once.
 *
 * @param openWait empty when the build waits for nothing
 */
public record Situation(List<Resource> held, Optional<Wait> openWait) {
    public Situation {
        held = List.copyOf(held);
    }
}
