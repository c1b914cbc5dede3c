package dev.kiln.step;

import dev.kiln.event.ExecutionChanged;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.Builds;

/** Keeps the record of a build in step with its execution, and tells the builds that have joined it. */
public final class TrackExecution {
    private final Builds builds;
    private final Callbacks callbacks;

    public TrackExecution(Builds builds, Callbacks callbacks) {
        this.builds = builds;
        this.callbacks = callbacks;
    }

    /** Takes note of an event; one that comes twice or late changes nothing. */
    public void changed(ExecutionChanged event) {
        builds.changed(
                event.name(),
                new BuildRecord.Status(
                        event.status(), event.redriveCount(), event.stopped(), event.error(), event.cause()));
        if (!event.running()) {
            callbacks.ended(event.name(), event.redriveCount());
            callbacks.noticed(event.executionArn());
        }
    }
}
