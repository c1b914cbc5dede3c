package dev.kiln.build;

import dev.kiln.recipe.Recipe;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that a build depends on, resolved and pinned before anything is launched, because a redrive days later
 * must mean the same build.
 *
 * @param recipe as it was uploaded
 * @param source the recipe's own object
 * @param payloads scripts and files by their path in the recipe
 * @param imageName unique in the account and region, 3 to 128 characters
 * @param buildKey hash over recipe, payloads and parent: equal keys give equal images
 */
public record Plan(
        String buildId,
        String executionArn,
        String startedBy,
        Instant startedAt,
        Recipe recipe,
        Payload source,
        SortedMap<String, Payload> payloads,
        PinnedParent parent,
        String imageName,
        String buildKey,
        Optional<Fork> forkedFrom) {
    public Plan {
        payloads = Collections.unmodifiableSortedMap(new TreeMap<>(payloads));
    }

    /** The region that the build runs in, as the execution's ARN names it. */
    public String region() {
        return executionArn.split(":", -1)[3];
    }
}
