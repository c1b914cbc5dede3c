package dev.kiln.step;

import dev.kiln.aws.Executions;
import dev.kiln.json.PipelineJson;
import dev.kiln.ledger.FailedBuilds;
import dev.kiln.ledger.Wait;
import dev.kiln.ledger.Waits;
import dev.kiln.metric.Metric;
import dev.kiln.metric.Metrics;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Set;

/**
 * Looks at every wait whose time has come, because events are best effort: those of EC2, SSM and Step Functions itself.
 */
public final class Sweep {
    /** No event tells that a machine can be reached, so it is always the sweep that finds it. */
    private static final Set<String> UNTOLD = Set.of("LaunchBuilder");

    /** More failed builds than that are not counted. */
    private static final int MOST_FAILED = 1000;

    private final Waits waits;
    private final Executions executions;
    private final Callbacks callbacks;
    private final TrackExecution track;
    private final FailedBuilds failed;
    private final Metrics metrics;
    private final InstantSource clock;

    public Sweep(
            Waits waits,
            Executions executions,
            Callbacks callbacks,
            TrackExecution track,
            FailedBuilds failed,
            Metrics metrics,
            InstantSource clock) {
        this.waits = waits;
        this.executions = executions;
        this.callbacks = callbacks;
        this.track = track;
        this.failed = failed;
        this.metrics = metrics;
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
        int found = 0;
        for (Wait wait : due) {
            try {
                found += look(wait) && !UNTOLD.contains(wait.state()) ? 1 : 0;
            } catch (RuntimeException e) {
                defects.add(e);
            }
        }
        metrics.put(Metric.SWEEP_FOUND, found);
        countFailed();
        defects.stream().findFirst().ifPresent(defect -> {
            throw defect;
        });
        return due.size();
    }

    private void countFailed() {
        var now = clock.instant();
        var waiting = failed.redrivable(now, MOST_FAILED);
        metrics.put(Metric.FAILED_BUILDS, waiting.size());
        metrics.put(
                Metric.OLDEST_FAILED_BUILD,
                waiting.stream()
                        .findFirst()
                        .map(oldest -> Duration.between(oldest.endedAt(), now).toHours())
                        .orElse(0L));
    }

    /**
     * Nothing may be done for an execution that has ended without telling.
     *
     * @return whether the wait is over
     */
    private boolean look(Wait wait) {
        var input = PipelineJson.read(wait.input(), StateInput.class);
        var ended = executions
                .describe(input.executionArn())
                .filter(e -> !e.running() && e.redriveCount() >= input.redriveCount());
        ended.ifPresent(track::changed);
        return ended.isPresent() || callbacks.due(wait);
    }
}
