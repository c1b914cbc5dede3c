package dev.kiln.local.deployment;

import java.util.Optional;

/**
 * A schedule that the templates bring.
 *
 * @param expression {@code rate(...)} or {@code cron(...)}
 * @param target the ARN of a function
 * @param role the ARN of the role that Scheduler calls it in
 * @param input what the function is given, with context attributes still in it
 * @param maximumAgeSeconds how long after its time it is tried
 * @param retries how often it is tried again
 * @param deadLetters the ARN of the queue for what cannot be delivered
 */
public record ScheduleSpec(
        String group,
        String name,
        String expression,
        String timeZone,
        String target,
        String role,
        String input,
        int maximumAgeSeconds,
        int retries,
        Optional<String> deadLetters) {}
