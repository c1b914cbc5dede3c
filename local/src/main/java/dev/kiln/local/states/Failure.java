package dev.kiln.local.states;

import java.util.List;
import java.util.Optional;

/**
 * An error of a state, of a graph or of an execution.
 *
 * @param heartbeat whether a missed heartbeat caused it, in which case {@code States.HeartbeatTimeout} matches too
 */
record Failure(Optional<String> error, Optional<String> cause, boolean heartbeat) {
    static final String ALL = "States.ALL";
    static final String DATA_LIMIT = "States.DataLimitExceeded";
    static final String HEARTBEAT = "States.HeartbeatTimeout";
    static final String NO_CHOICE = "States.NoChoiceMatched";
    static final String QUERY = "States.QueryEvaluationError";
    static final String RUNTIME = "States.Runtime";
    static final String TASK_FAILED = "States.TaskFailed";
    static final String TIMEOUT = "States.Timeout";

    static Failure of(String error, String cause) {
        return new Failure(Optional.of(error), Optional.of(cause), false);
    }

    static Failure timeout(boolean heartbeat) {
        return new Failure(Optional.of(TIMEOUT), Optional.empty(), heartbeat);
    }

    /** Whether one of the names in an {@code ErrorEquals} matches. */
    boolean matches(List<String> errorEquals) {
        return !is(RUNTIME) && errorEquals.stream().anyMatch(this::matches);
    }

    boolean is(String name) {
        return error.filter(name::equals).isPresent();
    }

    private boolean matches(String name) {
        return switch (name) {
            case ALL -> !is(DATA_LIMIT);
            case TASK_FAILED -> !is(DATA_LIMIT) && !is(TIMEOUT);
            case HEARTBEAT -> heartbeat || is(HEARTBEAT);
            default -> is(name);
        };
    }
}
