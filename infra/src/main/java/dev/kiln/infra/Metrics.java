package dev.kiln.infra;

import dev.kiln.infra.naming.Arns;
import dev.kiln.infra.naming.Handler;
import dev.kiln.infra.naming.Names;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import static dev.kiln.metric.Metric.BUILD_DURATION;
import static dev.kiln.metric.Metric.DEPLOYMENT;
import static dev.kiln.metric.Metric.NAMESPACE;
import static dev.kiln.metric.Metric.RECIPE;

/**
 * The figures of a deployment. What AWS counts by itself is taken from there; the rest is what the functions tell in
 * their logs, see {@link dev.kiln.metric.Metric}.
 */
final class Metrics {
    private static final Duration FIVE_MINUTES = Duration.minutes(5);

    private final Names names;

    Metrics(Names names) {
        this.names = names;
    }

    /** A figure that the functions tell. */
    Metric own(dev.kiln.metric.Metric figure, String statistic, Duration period) {
        return metric(NAMESPACE, figure.title(), Map.of(DEPLOYMENT, names.prefix()), statistic, period);
    }

    /** A percentile of the duration of builds, one line for each recipe. */
    IMetric durationByRecipe(String statistic) {
        return MathExpression.Builder.create()
                .expression("SEARCH('{" + NAMESPACE + "," + DEPLOYMENT + "," + RECIPE + "} MetricName=\""
                        + BUILD_DURATION.title() + "\" " + DEPLOYMENT + "=\"" + names.prefix() + "\"', '" + statistic
                        + "', 86400)")
                .usingMetrics(Map.of())
                .label(statistic + " ${PROP('Dim." + RECIPE + "')}")
                .period(Duration.days(1))
                .build();
    }

    /** Executions of the state machine that came to an end, or began, for example {@code ExecutionsFailed}. */
    Metric executions(String name) {
        return metric(
                "AWS/States", name, Map.of("StateMachineArn", new Arns(names).stateMachine()), "Sum", FIVE_MINUTES);
    }

    /** How long executions took that came to an end. */
    Metric executionTime(String statistic) {
        return metric(
                "AWS/States",
                "ExecutionTime",
                Map.of("StateMachineArn", new Arns(names).stateMachine()),
                statistic,
                Duration.days(1));
    }

    /** A figure of one function, for example {@code Errors}. */
    Metric function(Handler handler, String name, String statistic) {
        return function(handler, name, statistic, FIVE_MINUTES);
    }

    /** The same over a longer time. */
    Metric function(Handler handler, String name, String statistic, Duration period) {
        return metric("AWS/Lambda", name, Map.of("FunctionName", names.function(handler)), statistic, period);
    }

    /** The same of several functions together: CloudWatch adds up ten in an alarm, and no more. */
    IMetric together(List<Handler> handlers, String name) {
        var metrics = new TreeMap<String, IMetric>();
        handlers.forEach(h -> metrics.put(h.name().toLowerCase(Locale.ROOT), function(h, name, "Sum")));
        return MathExpression.Builder.create()
                .expression(metrics.keySet().stream().collect(Collectors.joining(" + ")))
                .usingMetrics(metrics)
                .label(name)
                .period(FIVE_MINUTES)
                .build();
    }

    /** How many messages lie in a queue. */
    Metric waiting(String queue) {
        return metric(
                "AWS/SQS",
                "ApproximateNumberOfMessagesVisible",
                Map.of("QueueName", names.of(queue)),
                "Maximum",
                FIVE_MINUTES);
    }

    private static Metric metric(
            String namespace, String name, Map<String, String> dimensions, String statistic, Duration period) {
        return Metric.Builder.create()
                .namespace(namespace)
                .metricName(name)
                .dimensionsMap(dimensions)
                .statistic(statistic)
                .period(period)
                .build();
    }
}
