package dev.kiln.build;

import java.time.Instant;
import java.util.Optional;

/**
 * What the execution was started with, and which execution it is.
 *
 * @param buildId the name of the execution
 * @param recipe the uploaded recipe
 * @param startedBy who or what started it, for example {@code upload}, {@code schedule} or {@code kiln build}
 * @param forkedFrom the build whose builder this one goes on with, when somebody asked for that
 * @param rebuild whether an image that already exists for the same build key is made again
 */
public record BuildRequest(
        String buildId,
        String executionArn,
        int redriveCount,
        Source recipe,
        String startedBy,
        boolean rebuild,
        Instant startedAt,
        Optional<Fork> forkedFrom) {
    /** What {@code startedBy} says of a build that a schedule has started. */
    public static final String SCHEDULE = "schedule";

    /** One version of an object in the recipe bucket. */
    public record Source(String bucket, String key, String versionId) {
        /** The key of a file beside the recipe. */
        public String beside(String path) {
            return key.substring(0, key.lastIndexOf('/') + 1) + path;
        }
    }
}
