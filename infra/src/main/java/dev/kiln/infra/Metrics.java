package dev.kiln.infra;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The figures of a deployment. What AWS counts by itself is taken from there; the rest is in the namespace
 * {@value #NAMESPACE}, under the dimension {@value #DEPLOYMENT}, and comes from the functions' logs in the embedded
 * metric format.
 */
public final class Metrics {
    /** Of what the functions tell themselves. */
    public static final String NAMESPACE = "Kiln";

    /** The deployment's prefix, which functions have as POWERTOOLS_SERVICE_NAME. */
    public static final String DEPLOYMENT = "Deployment";

    public static final String RECIPE = "Recipe";

    /** How many builds have failed and can still be redriven; told by every sweep. */
    public static final String FAILED_BUILDS = "FailedBuilds";

    /** For how many hours the oldest of them has waited; 0 without any; told by every sweep. */
    public static final String OLDEST_FAILED_BUILD_HOURS = "OldestFailedBuildHours";

    /** How many resources the ledger holds open of builds that have ended well; told by every sweep. */
    public static final String RESOURCES_OUTSTANDING = "ResourcesOutstanding";

    /** How many waits the sweep found fulfilled, or executions ended, that no event had told of; told by every sweep. */
    public static final String SWEEP_FOUND = "SweepFound";

    /** Seconds from the start of an execution to its good end; also under the dimension {@value #RECIPE}. */
    public static final String BUILD_DURATION = "BuildDuration";

    private static final Duration FIVE_MINUTES = Duration.minutes(5);

    private final Names names;

    Metrics(Names names) {
        this.names = names;
    }

    /** A figure that the functions tell. */
    Metric own(String name, String statistic, Duration period) {
        return metric(NAMESPACE, name, Map.of(DEPLOYMENT, names.prefix()), statistic, period);
    }

    /** A percentile of the duration of builds, one line for each recipe. */
    IMetric durationByRecipe(String statistic) {
        return MathExpression.Builder.create()
                .expression("SEARCH('{" + NAMESPACE + "," + DEPLOYMENT + "," + RECIPE + "} MetricName=\"" + BUILD_DURATION
                        + "\" " + DEPLOYMENT + "=\"" + names.prefix() + "\"', '" + statistic + "', 86400)")
                .usingMetrics(Map.of())
                .label(statistic + " ${PROP('Dim." + RECIPE + "')}")
                .period(Duration.days(1))
                .build();
    }

    /** Executions of the state machine that came to an end, or began, for example {@code ExecutionsFailed}. */
    Metric executions(String name) {
        return metric(
                "AWS/States",
                name,
                Map.of("StateMachineArn", new Arns(names).stateMachine()),
                "Sum",
                FIVE_MINUTES);
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
        return metric(
                "AWS/Lambda", name, Map.of("FunctionName", names.function(handler)), statistic, FIVE_MINUTES);
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
