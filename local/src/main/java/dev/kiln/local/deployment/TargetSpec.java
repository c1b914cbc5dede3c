package dev.kiln.local.deployment;

import java.util.Optional;

/**
 * What a rule hands an event to.
 *
 * @param arn of a function
 * @param deadLetters the ARN of the queue for events that cannot be handed over
 */
public record TargetSpec(String arn, Optional<String> deadLetters) {}
