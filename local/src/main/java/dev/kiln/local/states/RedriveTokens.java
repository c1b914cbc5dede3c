package dev.kiln.local.states;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The client tokens of one execution's redrives: the last 10 are remembered for 15 minutes, and a call that repeats one
 * gets the answer of the first.
 */
final class RedriveTokens {
    private static final int REMEMBERED = 10;
    private static final Duration VALID = Duration.ofMinutes(15);

    private final Deque<ExecutionState.UsedToken> used = new ArrayDeque<>();

    /** The tokens that are remembered, the newest first. */
    List<ExecutionState.UsedToken> state() {
        return List.copyOf(used);
    }

    void restore(List<ExecutionState.UsedToken> tokens) {
        used.addAll(tokens);
    }

    static void check(String token) {
        if (!token.matches("[!-~]{1,64}")) {
            throw ApiErrors.validation("Value at 'clientToken' failed to satisfy constraint: Member must satisfy"
                    + " regular expression pattern: [!-~]+ and have length between 1 and 64");
        }
    }

    /** When the call with this token redrove the execution, if it is remembered. */
    Optional<Instant> find(String token, Instant now) {
        return used.stream()
                .filter(entry -> entry.token().equals(token))
                .map(ExecutionState.UsedToken::redriveDate)
                .filter(date -> !date.plus(VALID).isBefore(now))
                .findFirst();
    }

    void remember(String token, Instant redriveDate) {
        used.addFirst(new ExecutionState.UsedToken(token, redriveDate));
        if (used.size() > REMEMBERED) {
            used.removeLast();
        }
    }
}
