package dev.kiln.infra.config;

import java.util.List;

/** The retentions that CloudWatch Logs knows (its API reference, PutRetentionPolicy), up to ten years. */
public final class LogDays {
    /** In days, ascending. */
    public static final List<Integer> KNOWN =
            List.of(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 3653);

    private LogDays() {}
}
