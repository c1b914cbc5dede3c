package dev.kiln.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * A build as the ledger knows it.
 *
 * @param status the execution's, in the words of Step Functions: RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED
 * @param outcome how the image came about: {@code built}, {@code alreadyBuilt}, {@code nothingNew} or {@code joined}
 * @param error the class of the error that ended the execution
 * @param cause what an operator reads about it
 */
public record BuildRecord(
        String buildId,
        String recipe,
        String executionArn,
        String startedBy,
        Instant startedAt,
        String status,
        int redriveCount,
        Optional<Instant> endedAt,
        Optional<String> outcome,
        Optional<String> imageId,
        Optional<String> error,
        Optional<String> cause) {
    public static final String RUNNING = "RUNNING";

    /** The outcome of a build that made its image itself. */
    public static final String BUILT = "built";

    /** Somebody asked for an image that was there. */
    public static final String ALREADY_BUILT = "alreadyBuilt";

    /** A schedule asked for an image of which neither recipe nor parent has changed since. */
    public static final String NOTHING_NEW = "nothingNew";

    /** A build that has just begun. */
    public static BuildRecord begun(
            String buildId, String recipe, String executionArn, String startedBy, Instant startedAt) {
        return new BuildRecord(
                buildId,
                recipe,
                executionArn,
                startedBy,
                startedAt,
                RUNNING,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The execution has ended without an image. */
    public boolean failed() {
        return !running() && !succeeded();
    }

    public boolean succeeded() {
        return "SUCCEEDED".equals(status);
    }

    public boolean running() {
        return RUNNING.equals(status);
    }

    /** The same build with its image. */
    public BuildRecord with(String outcome, String imageId) {
        return new BuildRecord(
                buildId,
                recipe,
                executionArn,
                startedBy,
                startedAt,
                status,
                redriveCount,
                endedAt,
                Optional.of(outcome),
                Optional.of(imageId),
                error,
                cause);
    }

    /** The same build after its execution has changed. */
    public BuildRecord with(Status change) {
        return new BuildRecord(
                buildId,
                recipe,
                executionArn,
                startedBy,
                startedAt,
                change.status(),
                change.redriveCount(),
                change.endedAt(),
                outcome,
                imageId,
                change.error(),
                change.cause());
    }

    /** A change of an execution's status, as its event tells it. */
    public record Status(
            String status,
            int redriveCount,
            Optional<Instant> endedAt,
            Optional<String> error,
            Optional<String> cause) {
        /** Events come out of order: a later redrive counts, and within one redrive the end. */
        boolean isNewerThan(BuildRecord build) {
            return redriveCount > build.redriveCount()
                    || (redriveCount == build.redriveCount() && build.running() && !RUNNING.equals(status));
        }
    }
}
