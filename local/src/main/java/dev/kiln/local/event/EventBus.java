package dev.kiln.local.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;
import software.amazon.event.ruler.Machine;

import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The default event bus of a local account (123456789012, us-east-1). Rules are matched by AWS's own matcher, and an
 * event reaches the targets of the rules that it matches later, as the {@link Delivery} decides.
 */
public final class EventBus implements EventSink {
    private static final String ACCOUNT = "123456789012";
    private static final String REGION = "us-east-1";
    private static final int REMEMBERED = 200;
    private static final int LONGEST_PATTERN = 2048;

    private final Timeline timeline;
    private final RandomSource random;
    private final Machine machine = Machine.builder().build();
    private final Map<String, List<Target>> targets = new LinkedHashMap<>();
    private final Map<String, Integer> delivered = new LinkedHashMap<>();
    private final Deque<JsonNode> recent = new ArrayDeque<>();
    private Delivery delivery = Delivery.ordinary();
    private Consumer<JsonNode> listener = event -> {};

    public EventBus(Timeline timeline, RandomSource random) {
        this.timeline = timeline;
        this.random = random;
    }

    /**
     * Adds a rule.
     *
     * @param name names the rule; a rule cannot be replaced
     * @param patternJson an event pattern with its placeholders filled in
     * @param to what an event is given to; to each of them on its own
     * @throws IllegalArgumentException if the name is taken or the pattern is not one
     */
    public void rule(String name, String patternJson, Target... to) {
        if (targets.containsKey(name)) {
            throw new IllegalArgumentException("there is a rule " + name + " already");
        }
        if (patternJson.length() > LONGEST_PATTERN) {
            throw new IllegalArgumentException(
                    "the pattern of rule " + name + " is longer than " + LONGEST_PATTERN + " characters");
        }
        try {
            machine.addRule(name, patternJson);
        } catch (IOException e) {
            throw new IllegalArgumentException("the pattern of rule " + name + " is not one: " + e.getMessage(), e);
        }
        targets.put(name, List.of(to));
        delivered.put(name, 0);
    }

    /** Decides about events from now on; deliveries that are under way stay so. */
    public void delivery(Delivery policy) {
        delivery = policy;
    }

    /** Tells a listener of every event at the instant at which it happens, in place of an earlier listener. */
    public void listen(Consumer<JsonNode> newListener) {
        listener = newListener;
    }

    /** How often each rule's targets have been given an event, in the order of the rules. */
    public Map<String, Integer> delivered() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(delivered));
    }

    /** The latest events told on this bus, oldest first, whether or not any rule matches them or they arrive. */
    public List<JsonNode> recent() {
        return List.copyOf(recent);
    }

    @Override
    public void emit(String source, String detailType, List<String> resources, ObjectNode detail) {
        var event = envelope(source, detailType, resources, detail);
        remember(event);
        listener.accept(event);
        var json = PipelineJson.write(event);
        for (String rule : rulesFor(json)) {
            targets.get(rule).forEach(target -> plan(rule, target, event, json));
        }
    }

    private void plan(String rule, Target target, ObjectNode event, String json) {
        String what = event.path("detail-type").asText() + " reaches " + rule;
        for (Duration delay : delivery.delays(event, random)) {
            timeline.after(delay, what, () -> deliver(rule, target, json));
        }
    }

    private void deliver(String rule, Target target, String json) {
        delivered.merge(rule, 1, Integer::sum);
        target.receive(json);
    }

    private List<String> rulesFor(String json) {
        try {
            var matching = new HashSet<>(machine.rulesForJSONEvent(json));
            var inOrder = new ArrayList<>(targets.keySet());
            inOrder.retainAll(matching);
            return inOrder;
        } catch (Exception e) {
            throw new IllegalStateException("an event of this account cannot be matched: " + json, e);
        }
    }

    private ObjectNode envelope(String source, String detailType, List<String> resources, ObjectNode detail) {
        var event = PipelineJson.MAPPER.createObjectNode();
        event.put("version", "0")
                .put("id", random.uuid())
                .put("detail-type", detailType)
                .put("source", source)
                .put("account", ACCOUNT)
                .put("time", timeline.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", REGION);
        resources.forEach(event.putArray("resources")::add);
        event.set("detail", detail.deepCopy());
        return event;
    }

    private void remember(JsonNode event) {
        if (recent.size() == REMEMBERED) {
            recent.removeFirst();
        }
        recent.addLast(event);
    }
}
