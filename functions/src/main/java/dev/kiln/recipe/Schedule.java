package dev.kiln.recipe;

/**
 * When the recipe is built by itself.
 *
 * @param expression {@code monthly}, or a cron expression of EventBridge Scheduler such as {@code cron(0 6 1 * ? *)}
 * @param timeZone IANA name of the zone that the expression is meant in
 */
public record Schedule(String expression, String timeZone) {}
