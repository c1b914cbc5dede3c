package dev.kiln.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** A LocalStates with scripted functions and a clock that the test runs. */
final class StatesLab {
    static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

    final Timeline timeline = new Timeline(START);
    final List<ObjectNode> events = new ArrayList<>();
    final List<String> invoked = new ArrayList<>();
    final LocalStates states;
    private final Map<String, Function<JsonNode, Invocation>> functions = new TreeMap<>();

    StatesLab() {
        this(7);
    }

    StatesLab(long seed) {
        states = new LocalStates(timeline, new RandomSource(seed), this::invoke, events::add);
    }

    private Invocation invoke(String functionArn, String payloadJson) {
        invoked.add(functionArn + " " + payloadJson);
        return functions.get(functionArn).apply(PipelineJson.tree(payloadJson));
    }

    /** Scripts a function. */
    StatesLab function(String name, Function<JsonNode, Invocation> body) {
        functions.put(name, body);
        return this;
    }

    /** Scripts a function that always returns the same. */
    StatesLab returning(String name, String payload) {
        return function(name, event -> new Invocation.Returned(payload));
    }

    /** Scripts a function that always throws. */
    StatesLab raising(String name, String errorType) {
        return function(name, event -> raised(errorType));
    }

    static Invocation raised(String errorType) {
        return new Invocation.Raised(
                errorType, "{\"errorMessage\":\"no\",\"errorType\":\"" + errorType + "\",\"stackTrace\":[]}");
    }

    /** A definition of these states, of which the first one starts; an apostrophe stands for a quotation mark. */
    static String machine(String startAt, String states) {
        return "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"" + startAt + "\",\"States\":{" + states.replace('\'', '"')
                + "}}";
    }

    static String task(String name, String more) {
        return "'" + name + "':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Arguments':{'FunctionName':'"
                + name + "'}," + more + "}";
    }

    static String callback(String name, String more) {
        return "'" + name + "':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke.waitForTaskToken',"
                + "'Arguments':{'FunctionName':'" + name
                + "','Payload':{'token':'{% $states.context.Task.Token %}'}}," + more + "}";
    }

    /** Creates the machine and starts an execution without running it. */
    String start(String definition, String input) {
        var machine = states.createStateMachine("m", StateMachineDefinition.parse(definition));
        return states.startExecution(
                        request -> request.stateMachineArn(machine).name("e").input(input))
                .executionArn();
    }

    /** Starts an execution and runs it for a virtual day. */
    String run(String definition, String input) {
        var arn = start(definition, input);
        runFor(Duration.ofDays(1));
        return arn;
    }

    void runFor(Duration duration) {
        timeline.runTo(timeline.instant().plus(duration));
    }

    DescribeExecutionResponse describe(String arn) {
        return states.describeExecution(request -> request.executionArn(arn));
    }

    String output(String arn) {
        return Optional.ofNullable(describe(arn).output())
                .orElseThrow(() -> new AssertionError(describe(arn).toString()));
    }

    List<HistoryEvent> history(String arn) {
        return states.getExecutionHistoryPaginator(request -> request.executionArn(arn)).events().stream()
                .toList();
    }

    /** The types of all events, separated by spaces. */
    String types(String arn) {
        return String.join(
                " ", history(arn).stream().map(HistoryEvent::typeAsString).toList());
    }

    /** Redrives and runs for a virtual day. */
    void redrive(String arn) {
        states.redriveExecution(request -> request.executionArn(arn));
        runFor(Duration.ofDays(1));
    }
}
