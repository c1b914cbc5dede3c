package dev.kiln.infra;

import dev.kiln.infra.naming.Handler;
import dev.kiln.infra.naming.Names;
import dev.kiln.metric.Metric;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidget;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.SingleValueWidget;
import software.amazon.awscdk.services.cloudwatch.TextWidget;
import software.constructs.Construct;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** What an operator looks at: first what needs someone, then how builds go, then the machinery. */
final class BuildDashboard extends Construct {
    private static final int WHOLE = 24;
    private static final int HALF = 12;
    private static final int HEIGHT = 6;

    private final Metrics metrics;

    BuildDashboard(Construct scope, Names names, List<Alarm> alarms) {
        super(scope, "Dashboard");
        this.metrics = new Metrics(names);
        var dashboard = Dashboard.Builder.create(this, "Dashboard")
                .dashboardName(names.prefix())
                .defaultInterval(Duration.days(7))
                .build();
        dashboard.addWidgets(help(), status(alarms));
        dashboard.addWidgets(needs());
        dashboard.addWidgets(builds(), durations());
        dashboard.addWidgets(deadLetters(), lostEvents());
        dashboard.addWidgets(functions("Errors of functions", "Errors"), functions("Throttled calls", "Throttles"));
    }

    private static TextWidget help() {
        return TextWidget.Builder.create()
                .markdown("Each alarm's description names its runbook in `docs/runbooks/`.\n\n"
                        + "A build that failed keeps what it needs for *Redrive*, for 14 days.")
                .width(HALF)
                .height(3)
                .build();
    }

    private static AlarmStatusWidget status(List<Alarm> alarms) {
        return AlarmStatusWidget.Builder.create()
                .title("Alarms")
                .alarms(alarms)
                .width(HALF)
                .height(3)
                .build();
    }

    private SingleValueWidget needs() {
        return SingleValueWidget.Builder.create()
                .title("Waits for someone")
                .metrics(List.of(
                        latest(Metric.FAILED_BUILDS),
                        latest(Metric.OLDEST_FAILED_BUILD),
                        latest(Metric.RESOURCES_OUTSTANDING)))
                .width(WHOLE)
                .height(4)
                .build();
    }

    private IMetric latest(Metric figure) {
        return metrics.own(figure, "Maximum", Duration.minutes(5));
    }

    private GraphWidget builds() {
        return graph(
                "Builds",
                List.of(
                        "ExecutionsStarted",
                        "ExecutionsSucceeded",
                        "ExecutionsFailed",
                        "ExecutionsTimedOut",
                        "ExecutionsAborted"),
                metrics::executions);
    }

    private GraphWidget durations() {
        return GraphWidget.Builder.create()
                .title("Duration of builds in seconds, by recipe")
                .left(List.of(metrics.durationByRecipe("p50"), metrics.durationByRecipe("p95")))
                .right(List.of(metrics.executionTime("p50"), metrics.executionTime("p95")))
                .width(HALF)
                .height(HEIGHT)
                .build();
    }

    private GraphWidget deadLetters() {
        return graph("Dead letters", DeadLetters.ALL, metrics::waiting);
    }

    private GraphWidget lostEvents() {
        return graph(
                "Found by the sweep, told by no event",
                List.of(Metric.SWEEP_FOUND),
                figure -> metrics.own(figure, "Sum", Duration.hours(1)));
    }

    private GraphWidget functions(String title, String metric) {
        return graph(title, Arrays.asList(Handler.values()), handler -> metrics.function(handler, metric, "Sum"));
    }

    private static <T> GraphWidget graph(String title, List<T> lines, Function<T, IMetric> metric) {
        return GraphWidget.Builder.create()
                .title(title)
                .left(lines.stream().map(metric).toList())
                .width(HALF)
                .height(HEIGHT)
                .build();
    }
}
