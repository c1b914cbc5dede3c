package dev.kiln.cli;

import dev.kiln.local.account.LocalAccount;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/** Runs the account's clock until a build has ended, and tells its states as they end. */
final class BuildFollower {
    /** The history is read after so many events of the clock. */
    private static final int EVENTS_A_LOOK = 20;

    /** And after so long, because what comes later may come after the end of the build. */
    private static final Duration TIME_A_LOOK = Duration.ofHours(1);

    private final LocalAccount account;
    private final BuildView view;
    private final BooleanSupplier interrupted;
    private final InstantSource realClock = InstantSource.system();
    private final Instant realStart = realClock.instant();

    /** @param interrupted whether whoever waits for the build wants it to stop */
    BuildFollower(LocalAccount account, BuildView view, BooleanSupplier interrupted) {
        this.account = account;
        this.view = view;
        this.interrupted = interrupted;
    }

    /** Follows a new build to its end, and lets what it left settle. */
    BuildEnd follow(String buildId) {
        return follow(buildId, 0);
    }

    /**
     * Follows a build to its end, and lets what it left settle.
     *
     * @param redrive from which of its redrives on; 0 is its start
     */
    BuildEnd follow(String buildId, int redrive) {
        var reader = new ExecutionReader(
                account.states(), account.records(), buildId, account.executionArn(buildId), redrive);
        var execution = reader.describe();
        boolean more = true;
        while (more && execution.filter(e -> e.stopDate() != null).isEmpty()) {
            more = advance();
            execution = reader.describe();
            if (interrupted.getAsBoolean()
                    && execution.filter(e -> e.stopDate() == null).isPresent()) {
                stop(reader.arn());
                execution = reader.describe();
            }
            execution.ifPresent(e -> reader.tell(view, e, account.timeline().instant(), real()));
        }
        account.runUntilQuiet();
        return reader.end(
                execution
                        .filter(e -> e.stopDate() != null)
                        .orElseThrow(() -> new IllegalStateException(
                                "nothing more happens in the account, but build " + buildId + " has not ended")),
                real());
    }

    private void stop(String arn) {
        account.states()
                .stopExecution(r -> r.executionArn(arn)
                        .error("Interrupted")
                        .cause("Whoever started the build stopped it. What it made so far is kept."));
    }

    private boolean advance() {
        var timeline = account.timeline();
        if (!timeline.runNext()) {
            return false;
        }
        var limit = timeline.instant().plus(TIME_A_LOOK);
        for (int i = 1; i < EVENTS_A_LOOK; i++) {
            if (timeline.nextAt().filter(next -> !next.isAfter(limit)).isPresent()) {
                timeline.runNext();
            }
        }
        return true;
    }

    private Duration real() {
        return Duration.between(realStart, realClock.instant());
    }
}
