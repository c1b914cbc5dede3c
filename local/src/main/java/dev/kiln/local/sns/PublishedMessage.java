package dev.kiln.local.sns;

import java.time.Instant;
import java.util.Optional;

/**
 * A message as SNS took it.
 *
 * @param id as SNS answered it
 * @param subject empty where none was given; a subscriber by e-mail then sees SNS's own
 */
public record PublishedMessage(String id, String topicArn, Optional<String> subject, String text, Instant at) {}
