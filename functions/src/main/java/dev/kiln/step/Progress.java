package dev.kiln.step;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** How far a state has come. "Not yet" is a value; only what the state machine must react to is an exception. */
public sealed interface Progress {
    /** The state's work is done; the output goes to the state machine. */
    record Done(SortedMap<String, Object> output) implements Progress {
        public Done {
            output = Collections.unmodifiableSortedMap(new TreeMap<>(output));
        }

        /** Done with nothing to tell. */
        public static Done quietly() {
            return new Done(new TreeMap<>());
        }
    }

    /**
     * Something must happen first.
     *
     * @param resourceId the resource whose event will tell
     * @param lookAgainIn when to look if no event comes
     */
    record Waiting(String resourceId, Duration lookAgainIn) implements Progress {}
}
