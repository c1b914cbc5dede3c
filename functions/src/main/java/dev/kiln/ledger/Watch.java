package dev.kiln.ledger;

import java.time.Instant;

/**
 * A build whose execution is not known to have ended. The event that tells its end is best effort, so somebody looks at
 * the execution itself from time to time.
 */
public record Watch(String buildId, String executionArn, Instant nextLookAt) {}
