package dev.kiln.lineage;

import java.time.Instant;

/**
 * What EC2 answered when it was asked for fast launches of an image.
 *
 * @param granted whether it has begun to make them ready
 * @param answer the state in EC2's word, or why it refused
 */
public record FastLaunchAnswer(Instant at, boolean granted, String answer) {}
