package dev.kiln.local.sns;

import java.time.Instant;

/**
 * A message as it was published to a topic.
 *
 * @param subject empty where none was given; a subscriber by e-mail then sees SNS's own
 */
public record Published(String topicArn, String subject, String message, Instant at) {}
