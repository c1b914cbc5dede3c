package dev.kiln.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * The one open wait of a build: the state machine is sequential, so a build waits for one thing at a time.
 *
 * @param state the state that waits
 * @param token the task token that ends the wait; a redrive or a retry brings another
 * @param visit orders tokens: that of a later retry or redrive is greater
 * @param input what the state's handler got, as JSON, so that a later look has the same context
 * @param resourceId what the wait depends on, as far as known
 * @param nextLookAt when the sweep looks even if no event comes
 */
public record Wait(
        String buildId,
        String state,
        String token,
        String visit,
        String input,
        Optional<String> resourceId,
        Instant since,
        Instant nextLookAt) {
    Wait later(Optional<String> resource, Instant lookAt) {
        return new Wait(buildId, state, token, visit, input, resource, since, lookAt);
    }
}
