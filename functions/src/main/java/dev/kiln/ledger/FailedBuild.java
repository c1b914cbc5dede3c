package dev.kiln.ledger;

import java.time.Instant;

/** A build that ended badly and waits for someone to redrive it. */
public record FailedBuild(String buildId, String recipe, Instant endedAt) {}
