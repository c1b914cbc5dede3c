package dev.kiln.local.sns;

import java.time.Instant;

/** A message as it was published to a topic. */
public record Published(String topicArn, String subject, String message, Instant at) {}
