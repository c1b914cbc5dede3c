package dev.kiln.local.deployment;

import java.time.ZoneId;
import java.util.Optional;

/**
 * A schedule that the templates bring.
 *
 * @param expression {@code rate(...)} or {@code cron(...)}
 * @param target the ARN of a function
 * @param role the ARN of the role that Scheduler calls it in
 * @param input what the function is given, with context attributes still in it
 * @param deadLetters the ARN of the queue for what cannot be delivered
 */
public record ScheduleSpec(
        String group,
        String name,
        String expression,
        ZoneId timeZone,
        String target,
        String role,
        String input,
        Optional<String> deadLetters) {}
