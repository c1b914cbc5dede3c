package dev.kiln.step;

import dev.kiln.aws.Executions;
import dev.kiln.event.ExecutionChanged;
import dev.kiln.json.PipelineJson;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.Builds;
import dev.kiln.ledger.FailedBuilds;
import dev.kiln.ledger.Leases;
import dev.kiln.ledger.Wait;
import dev.kiln.ledger.Waits;
import dev.kiln.ledger.Watch;
import dev.kiln.ledger.Watches;
import dev.kiln.metric.Metric;
import dev.kiln.metric.Metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Looks at everything whose time has come, because events are best effort, those of EC2, SSM and Step Functions itself:
 * at waits, at builds whose end nobody told, and at the machines of builds that ended badly.
 */
public final class Sweep {
    /** No event tells that a machine can be reached, so it is always the sweep that finds it. */
    private static final Set<String> UNTOLD = Set.of("LaunchBuilder");

    /** More failed builds than that are not counted. */
    private static final int MOST_FAILED = 1000;

    private final Agenda agenda;
    private final Executions executions;
    private final Callbacks callbacks;
    private final LeaseKeeper keeper;
    private final TrackExecution track;
    private final Metrics metrics;
    private final InstantSource clock;

    /** What has a time to be looked at. */
    record Agenda(Waits waits, Watches watches, Leases leases, FailedBuilds failed, Builds builds) {}

    Sweep(
            Agenda agenda,
            Executions executions,
            Callbacks callbacks,
            LeaseKeeper keeper,
            TrackExecution track,
            Metrics metrics,
            InstantSource clock) {
        this.agenda = agenda;
        this.executions = executions;
        this.callbacks = callbacks;
        this.keeper = keeper;
        this.track = track;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Looks. A defect in one look must not starve the others: they are looked at, and then the first defect is thrown.
     *
     * @param limit how many of each kind are looked at
     * @return how many waits were looked at
     */
    public int run(int limit) {
        var now = clock.instant();
        var defects = new ArrayList<RuntimeException>();
        var found = new ArrayList<Wait>();
        var due = agenda.waits().due(now, limit);
        each(due, defects, wait -> {
            if (look(wait) && !UNTOLD.contains(wait.state())) {
                found.add(wait);
            }
        });
        each(agenda.watches().due(now, limit), defects, this::check);
        each(agenda.leases().due(now, limit), defects, keeper::look);
        metrics.put(Metric.SWEEP_FOUND, found.size());
        countFailed(now);
        defects.stream().findFirst().ifPresent(defect -> {
            throw defect;
        });
        return due.size();
    }

    private static <T> void each(List<T> due, List<RuntimeException> defects, Consumer<T> look) {
        for (T one : due) {
            try {
                look.accept(one);
            } catch (RuntimeException e) {
                defects.add(e);
            }
        }
    }

    private void countFailed(Instant now) {
        var waiting = agenda.failed().redrivable(now, MOST_FAILED);
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

    /** A build that waits for nothing may have ended, too. */
    private void check(Watch watch) {
        executions
                .describe(watch.executionArn())
                // Step Functions forgets an execution 90 days after its end.
                .ifPresentOrElse(
                        execution -> check(watch, execution),
                        () -> agenda.watches().end(watch.buildId()));
    }

    private void check(Watch watch, ExecutionChanged execution) {
        if (!execution.running()) {
            track.changed(execution);
        }
        // Also when it has ended: should the record not follow, it is looked at again.
        if (agenda.builds().of(watch.buildId()).filter(BuildRecord::running).isPresent()) {
            agenda.watches()
                    .put(new Watch(
                            watch.buildId(),
                            watch.executionArn(),
                            clock.instant().plus(Resumption.WATCH)));
        }
    }
}
