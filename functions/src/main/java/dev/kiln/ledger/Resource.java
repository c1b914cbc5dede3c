package dev.kiln.ledger;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One thing in the account that a build makes. The row is written before the call that makes it and closed after it is
 * gone, so what a build holds is a query and never a guess.
 *
 * @param key names the thing within the build, for example {@code instance#builder#1}
 * @param resourceId EC2's or SSM's id, once known
 * @param attributes what the step that made it wants to remember
 */
public record Resource(
        String buildId,
        String key,
        State state,
        Optional<String> resourceId,
        Instant intendedAt,
        SortedMap<String, String> attributes) {
    /** The life of a row. */
    public enum State {
        /** The call that makes it may have been sent or not. */
        INTENDED,
        /** It exists and its id is known. */
        OPEN,
        /** It is gone, or for a command: it has ended. */
        CLOSED
    }

    public Resource {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /** A row for something that is about to be made. */
    public static Resource intended(String buildId, String key, Instant now, SortedMap<String, String> attributes) {
        return new Resource(buildId, key, State.INTENDED, Optional.empty(), now, attributes);
    }

    /** The same row with one more thing to remember. */
    public Resource with(String attribute, String value) {
        var more = new TreeMap<>(attributes);
        more.put(attribute, value);
        return new Resource(buildId, key, state, resourceId, intendedAt, more);
    }

    /** The same thing among those of another build. */
    public Resource of(String otherBuild, String otherKey) {
        return new Resource(otherBuild, otherKey, state, resourceId, intendedAt, attributes);
    }
}
