package dev.kiln.step;

import dev.kiln.aws.Executions;
import dev.kiln.json.PipelineJson;
import dev.kiln.ledger.Wait;
import dev.kiln.ledger.Waits;

import java.time.InstantSource;
import java.util.ArrayList;

/**
 * Looks at every wait whose time has come, because events are best effort: those of EC2, SSM and Step Functions itself.
 */
public final class Sweep {
    private final Waits waits;
    private final Executions executions;
    private final Callbacks callbacks;
    private final TrackExecution track;
    private final InstantSource clock;

    public Sweep(Waits waits, Executions executions, Callbacks callbacks, TrackExecution track, InstantSource clock) {
        this.waits = waits;
        this.executions = executions;
        this.callbacks = callbacks;
        this.track = track;
        this.clock = clock;
    }

    /**
     * Looks. A defect in one look must not starve the others: they are looked at, and then the first defect is thrown.
     *
     * @return how many waits were looked at
     */
    public int run(int limit) {
        var due = waits.due(clock.instant(), limit);
        var defects = new ArrayList<RuntimeException>();
        for (Wait wait : due) {
            try {
                look(wait);
            } catch (RuntimeException e) {
                defects.add(e);
            }
        }
        defects.stream().findFirst().ifPresent(defect -> {
            throw defect;
        });
        return due.size();
    }

    /** Nothing may be done for an execution that has ended without telling. */
    private void look(Wait wait) {
        var input = PipelineJson.read(wait.input(), StateInput.class);
        var ended = executions
                .describe(input.executionArn())
                .filter(e -> !e.running() && e.redriveCount() >= input.redriveCount());
        ended.ifPresentOrElse(track::changed, () -> callbacks.due(wait));
    }
}
