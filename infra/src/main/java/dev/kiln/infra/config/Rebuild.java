package dev.kiln.infra.config;

/** When recipes without a schedule of their own are built again. */
public sealed interface Rebuild {
    /** Not by themselves. */
    record Never() implements Rebuild {}

    /**
     * When a cron expression says so.
     *
     * @param expression of EventBridge Scheduler, for example {@code cron(0 6 1 * ? *)}
     * @param timeZone IANA name
     */
    record Cron(String expression, String timeZone) implements Rebuild {}

    /**
     * Some days after Patch Tuesday, the second Tuesday of the month.
     *
     * @param days 0 to 14
     * @param timeZone IANA name
     */
    record PatchTuesday(int days, String timeZone) implements Rebuild {}
}
