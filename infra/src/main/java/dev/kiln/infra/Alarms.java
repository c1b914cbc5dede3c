package dev.kiln.infra;

import dev.kiln.infra.naming.Handler;
import dev.kiln.infra.naming.Names;
import dev.kiln.metric.Metric;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.ITopic;
import software.constructs.Construct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an operator is told of. Each alarm names the runbook that says what to do. */
final class Alarms extends Construct {
    /** A build that waits longer has been forgotten; after 14 days it cannot be redriven any more. */
    private static final int FORGOTTEN_HOURS = 72;

    /** Events are best effort, and one is lost now and then; more in an hour means that they do not come at all. */
    private static final int LOST_EVENTS_AN_HOUR = 5;

    private static final Duration HOUR = Duration.hours(1);

    private final Names names;
    private final Metrics metrics;
    private final SnsAction tell;
    private final List<Alarm> all = new ArrayList<>();

    /**
     * An alarm.
     *
     * @param name without the prefix
     * @param runbook without folder and ending
     * @param silence what no data mean
     */
    private record Spec(
            String name,
            String text,
            String runbook,
            IMetric metric,
            ComparisonOperator when,
            double threshold,
            int periods,
            TreatMissingData silence) {
        static Spec above(String name, String text, String runbook, IMetric metric, double threshold) {
            return new Spec(
                    name,
                    text,
                    runbook,
                    metric,
                    ComparisonOperator.GREATER_THAN_THRESHOLD,
                    threshold,
                    1,
                    TreatMissingData.NOT_BREACHING);
        }
    }

    Alarms(Construct scope, Names names, ITopic topic) {
        super(scope, "Alarms");
        this.names = names;
        this.metrics = new Metrics(names);
        this.tell = new SnsAction(topic);
        builds();
        sweep();
        janitor();
        DeadLetters.ALL.forEach(this::deadLetters);
        throttles();
    }

    /** In the order in which a dashboard shows them. */
    List<Alarm> all() {
        return List.copyOf(all);
    }

    private void builds() {
        var ended = MathExpression.Builder.create()
                .expression("failed + timedOut")
                .usingMetrics(new TreeMap<>(Map.of(
                        "failed", metrics.executions("ExecutionsFailed"),
                        "timedOut", metrics.executions("ExecutionsTimedOut"))))
                .label("failed builds")
                .period(Duration.minutes(5))
                .build();
        add(Spec.above(
                "build-failed", "A build has failed and waits for someone to look at it.", "build-failed", ended, 0));
        add(Spec.above(
                "build-forgotten",
                "A failed build has waited for more than " + FORGOTTEN_HOURS + " hours, and what it holds costs money.",
                "build-forgotten",
                metrics.own(Metric.OLDEST_FAILED_BUILD, "Maximum", Duration.minutes(15)),
                FORGOTTEN_HOURS));
        add(Spec.above(
                "resources-outstanding",
                "Something is left of a build that has ended well. Nothing should be.",
                "resources-outstanding",
                metrics.own(Metric.RESOURCES_OUTSTANDING, "Maximum", Duration.minutes(15)),
                0));
    }

    private void sweep() {
        add(Spec.above(
                "events-lost",
                "The sweep has found more than " + LOST_EVENTS_AN_HOUR + " things in an hour that no event told.",
                "events-lost",
                metrics.own(Metric.SWEEP_FOUND, "Sum", HOUR),
                LOST_EVENTS_AN_HOUR));
        add(new Spec(
                "sweep-stopped",
                "The sweep has not run for ten minutes: builds whose events are lost stand still.",
                "sweep-stopped",
                metrics.function(Handler.SWEEP, "Invocations", "Sum"),
                ComparisonOperator.LESS_THAN_THRESHOLD,
                1,
                2,
                TreatMissingData.BREACHING));
    }

    private void janitor() {
        add(Spec.above(
                "unknown-resources",
                "Something carries the tags of this deployment, and no row of the ledger knows it.",
                "unknown-resources",
                metrics.own(Metric.UNKNOWN_RESOURCES, "Maximum", HOUR),
                0));
        add(new Spec(
                "janitor-stopped",
                "The janitor has not run for three hours: what nobody holds any more is not removed.",
                "janitor-stopped",
                metrics.function(Handler.JANITOR, "Invocations", "Sum", HOUR),
                ComparisonOperator.LESS_THAN_THRESHOLD,
                1,
                3,
                TreatMissingData.BREACHING));
    }

    private void deadLetters(String queue) {
        add(Spec.above(
                queue, "Something lies in the queue " + names.of(queue) + ".", queue, metrics.waiting(queue), 0));
    }

    private void throttles() {
        throttles("states-throttled", "functions of states", true);
        throttles("events-throttled", "functions of events and schedules", false);
    }

    private void throttles(String name, String which, boolean states) {
        var handlers = Arrays.stream(Handler.values())
                .filter(h -> (h.caller() == Handler.Caller.STATE_MACHINE) == states)
                .toList();
        add(Spec.above(
                name,
                "Lambda has turned away calls of " + which + ".",
                "functions-throttled",
                metrics.together(handlers, "Throttles"),
                0));
    }

    private void add(Spec spec) {
        var alarm = Alarm.Builder.create(this, spec.name())
                .alarmName(names.of(spec.name()))
                .alarmDescription(spec.text() + " What to do: docs/runbooks/" + spec.runbook() + ".md")
                .metric(spec.metric())
                .comparisonOperator(spec.when())
                .threshold(spec.threshold())
                .evaluationPeriods(spec.periods())
                .treatMissingData(spec.silence())
                .build();
        alarm.addAlarmAction(tell);
        alarm.addOkAction(tell);
        all.add(alarm);
    }
}
