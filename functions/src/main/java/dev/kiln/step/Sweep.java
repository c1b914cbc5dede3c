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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks at everything whose time has come, because events are best effort, those of EC2, SSM and Step Functions itself:
 * at waits, at builds whose end nobody told, and at the machines of builds that ended badly.
 */
public final class Sweep {
    /** No event tells that a machine can be reached, so it is always the sweep that finds it. */
    private static final Set<String> UNTOLD = Set.of("LaunchBuilder");

    /** So many of a kind are looked at together. */
    private static final int BATCH = 100;

    /** More failed builds than that are not counted. */
    private static final int MOST_FAILED = 1000;

    private final Agenda agenda;
    private final Executions executions;
    private final Lookout lookout;
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
            Lookout lookout,
            Callbacks callbacks,
            LeaseKeeper keeper,
            TrackExecution track,
            Metrics metrics,
            InstantSource clock) {
        this.agenda = agenda;
        this.executions = executions;
        this.lookout = lookout;
        this.callbacks = callbacks;
        this.keeper = keeper;
        this.track = track;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Looks. A defect in one look must not starve the others: they are looked at, and then the first defect is thrown.
     *
     * @param atMost no batch of waits is begun after this time; the next run finds what is left
     * @return how many waits were looked at
     */
    public int run(Duration atMost) {
        var begin = clock.instant();
        var defects = new ArrayList<RuntimeException>();
        var looked = new TreeSet<String>();
        int found = 0;
        var batch = due(begin, looked);
        while (!batch.isEmpty() && clock.instant().isBefore(begin.plus(atMost))) {
            found += look(batch, defects);
            batch = due(begin, looked);
        }
        check(agenda.watches().due(begin, BATCH), defects);
        each(agenda.leases().due(begin, BATCH), defects, keeper::look);
        metrics.put(Metric.SWEEP_FOUND, found);
        countFailed(begin);
        defects.stream().findFirst().ifPresent(defect -> {
            throw defect;
        });
        return looked.size();
    }

    /** The next waits; the index may still show some that were looked at. */
    private List<Wait> due(Instant now, Set<String> looked) {
        return agenda.waits().due(now, BATCH).stream()
                .filter(wait -> looked.add(wait.buildId()))
                .toList();
    }

    private int look(List<Wait> batch, List<RuntimeException> defects) {
        // One alone asks for what it needs, which is less.
        boolean many = batch.size() > 1;
        Set<String> running = together(many, defects, Set.of(), () -> runningBeside(batch));
        var seen = together(many, defects, Sightings.NONE, () -> lookout.of(batch));
        var found = new ArrayList<Wait>();
        each(batch, defects, wait -> {
            if (look(wait, running, seen) && !UNTOLD.contains(wait.state())) {
                found.add(wait);
            }
        });
        return found.size();
    }

    private Set<String> runningBeside(List<Wait> batch) {
        return executions.runningBeside(input(batch.getFirst()).executionArn());
    }

    /** When things cannot be seen together, each is looked at by itself. */
    private static <T> T together(boolean many, List<RuntimeException> defects, T nothing, Supplier<T> look) {
        try {
            return many ? look.get() : nothing;
        } catch (RuntimeException e) {
            defects.add(e);
            return nothing;
        }
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
    private boolean look(Wait wait, Set<String> running, Sightings seen) {
        var input = input(wait);
        var ended = Optional.of(input.executionArn())
                .filter(arn -> !running.contains(arn))
                .flatMap(executions::describe)
                .filter(e -> !e.running() && e.redriveCount() >= input.redriveCount());
        ended.ifPresent(track::changed);
        return ended.isPresent() || callbacks.due(wait, seen);
    }

    private static StateInput input(Wait wait) {
        return PipelineJson.read(wait.input(), StateInput.class);
    }

    /** A build that waits for nothing may have ended, too. */
    private void check(List<Watch> due, List<RuntimeException> defects) {
        due.stream().findFirst().ifPresent(first -> {
            Set<String> running =
                    together(due.size() > 1, defects, Set.of(), () -> executions.runningBeside(first.executionArn()));
            each(due, defects, watch -> {
                if (running.contains(watch.executionArn())) {
                    watchOn(watch);
                } else {
                    check(watch);
                }
            });
        });
    }

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
        watchOn(watch);
    }

    private void watchOn(Watch watch) {
        if (agenda.builds().of(watch.buildId()).filter(BuildRecord::running).isPresent()) {
            agenda.watches()
                    .put(new Watch(
                            watch.buildId(),
                            watch.executionArn(),
                            clock.instant().plus(Resumption.WATCH)));
        }
    }
}
