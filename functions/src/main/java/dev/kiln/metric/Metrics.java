package dev.kiln.metric;

import dev.kiln.json.PipelineJson;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Tells metrics by lines of the log, so that no call waits for them (CloudWatch user guide, "Specification: Embedded
 * metric format").
 */
public final class Metrics {
    private final String deployment;
    private final InstantSource clock;
    private final Consumer<String> lines;

    /**
     * Metrics that go to a function's log.
     *
     * @param deployment the prefix of the deployment
     */
    public static Metrics logged(String deployment, InstantSource clock) {
        return new Metrics(deployment, clock, LoggerFactory.getLogger(Metrics.class)::info);
    }

    /** Metrics as lines, for whoever takes them. */
    public Metrics(String deployment, InstantSource clock, Consumer<String> lines) {
        this.deployment = deployment;
        this.clock = clock;
        this.lines = lines;
    }

    /** One value of the whole deployment. */
    public void put(Metric metric, long value) {
        put(metric, value, new TreeMap<>());
    }

    /** One value of a recipe. */
    public void put(Metric metric, long value, String recipe) {
        put(metric, value, new TreeMap<>(Map.of(Metric.RECIPE, recipe)));
    }

    private void put(Metric metric, long value, SortedMap<String, String> dimensions) {
        dimensions.put(Metric.DEPLOYMENT, deployment);
        var definition = new TreeMap<>(Map.of(
                "Namespace",
                Metric.NAMESPACE,
                "Dimensions",
                List.of(List.copyOf(dimensions.keySet())),
                "Metrics",
                List.of(new TreeMap<>(Map.of("Name", metric.title(), "Unit", metric.unit())))));
        var line = new TreeMap<String, Object>(dimensions);
        line.put("_aws", new TreeMap<>(Map.of("Timestamp", clock.millis(), "CloudWatchMetrics", List.of(definition))));
        line.put(metric.title(), value);
        lines.accept(PipelineJson.write(line));
    }
}
