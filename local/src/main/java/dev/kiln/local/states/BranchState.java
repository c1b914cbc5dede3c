package dev.kiln.local.states;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a branch of an execution stands, as a value that can be kept on file: enough for a redrive to go on from there.
 * JSON values are kept as their text.
 *
 * @param lastEvent the id of the branch's last event in the history
 * @param variables the variables of the branch's own scope, as a JSON object
 * @param next the state that was due and not entered
 * @param current the state that was entered and not left
 */
public record BranchState(long lastEvent, String variables, Optional<Due> next, Optional<Entered> current) {
    /** A state that is entered next. */
    public record Due(String state, String input) {}

    /**
     * A state that was entered and not left.
     *
     * @param event the id of the event that says so
     * @param token the last task token that was given out for it; nobody can use it any more
     * @param fanOut the branches inside, for a Parallel or a Map that has begun them
     */
    public record Entered(
            String state, String input, Instant at, long event, Optional<String> token, Optional<FanOut> fanOut) {}

    /**
     * The branches inside a Parallel or a Map.
     *
     * @param concurrency how many may run at once
     * @param outOfData whether the data grew too large, so that all of them have to run anew
     */
    public record FanOut(int concurrency, boolean outOfData, List<Inner> branches) {
        public FanOut {
            branches = List.copyOf(branches);
        }
    }

    /**
     * One of the branches inside.
     *
     * @param mapContext the {@code Map} member of its context object; an empty object in a Parallel
     * @param active whether it has begun and neither ended nor been stopped
     * @param output there when it is done
     * @param branch there when it has begun and is not done
     */
    public record Inner(
            String input, String mapContext, boolean active, Optional<String> output, Optional<BranchState> branch) {}
}
