package dev.kiln.local.deployment;

import java.time.Duration;
import java.util.Optional;

/**
 * What Lambda does with an event whose function failed.
 *
 * @param retries after the first try
 * @param destination the ARN of the queue for events that were given up
 */
public record AsyncSpec(int retries, Duration maximumAge, Optional<String> destination) {
    /** Without a word about it (Lambda developer guide, "How Lambda handles errors and retries"). */
    static final AsyncSpec DEFAULT = new AsyncSpec(2, Duration.ofHours(6), Optional.empty());
}
