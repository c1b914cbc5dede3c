package dev.kiln.recipe;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;

/** What a recipe means where it says nothing. The schema tells the same, and a test compares the two. */
final class Defaults {
    static final List<String> INSTANCE_TYPES = List.of("m7i.large", "m6i.large");
    static final String OWNER = "amazon";
    static final List<Integer> EXIT_CODES = List.of(0);
    static final Duration SCRIPT_TIMEOUT = Duration.ofHours(1);
    static final Duration RESTART_TIMEOUT = Duration.ofMinutes(30);
    static final Duration UPDATE_TIMEOUT = Duration.ofHours(4);
    static final Duration USERS_TIMEOUT = Duration.ofMinutes(10);
    static final boolean ADMINISTRATOR = true;
    static final boolean PASSWORD_EXPIRES = false;
    static final int RETRIES = 0;
    static final int UPDATE_RETRIES = 1;
    static final List<String> UPDATE_CATEGORIES = List.of("CriticalUpdates", "SecurityUpdates", "UpdateRollups");
    static final int UPDATE_AGE_DAYS = 0;
    static final Duration CHECK_TIMEOUT = Duration.ofMinutes(10);
    static final String TIME_ZONE = "UTC";
    static final LocalTime MONTHLY_TIME = LocalTime.of(6, 0);
    /** In UTC two to three hours after Microsoft's release. */
    static final LocalTime PATCH_TUESDAY_TIME = LocalTime.of(20, 0);

    private Defaults() {}
}
