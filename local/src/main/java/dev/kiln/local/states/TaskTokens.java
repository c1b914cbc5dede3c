package dev.kiln.local.states;

import dev.kiln.local.time.RandomSource;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The tokens of callback tasks. A token that was closed stays known, so that its use is told from a guess. */
final class TaskTokens {
    private static final String PREFIX = "AQCEAAAAKgAAAAMAAAAAAAAAAb";
    private static final int DIGITS = 96;

    private final RandomSource random;
    private final Map<String, Optional<TaskVisit>> holders = new LinkedHashMap<>();

    TaskTokens(RandomSource random) {
        this.random = random;
    }

    String open(TaskVisit holder) {
        var token = PREFIX + random.hex(DIGITS);
        holders.put(token, Optional.of(holder));
        return token;
    }

    /** Makes a token useless; also one that another process gave out. */
    void close(String token) {
        holders.put(token, Optional.empty());
    }

    boolean wellFormed(String token) {
        return token.startsWith(PREFIX) && token.length() == PREFIX.length() + DIGITS;
    }

    boolean known(String token) {
        return holders.containsKey(token);
    }

    /** The task that waits for the token. */
    Optional<TaskVisit> holder(String token) {
        return holders.getOrDefault(token, Optional.empty());
    }
}
