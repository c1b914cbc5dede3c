package dev.kiln.statemachine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.error.PipelineException;
import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The rules that Redrive forces on the state machine, held against the file that is deployed. */
class ImageBuildDefinitionTest {
    private static final String CALLBACK = "arn:aws:states:::lambda:invoke.waitForTaskToken";
    private static final JsonNode MACHINE = load();

    record Named(String name, JsonNode state) {
        @Override
        public String toString() {
            return name;
        }

        boolean isTask() {
            return state.path("Type").asText().equals("Task");
        }
    }

    static Stream<Named> states() {
        return MACHINE.path("States").properties().stream().map(e -> new Named(e.getKey(), e.getValue()));
    }

    static Stream<Named> tasks() {
        return states().filter(Named::isTask);
    }

    static Stream<Named> callbacks() {
        return tasks().filter(t -> t.state().path("Resource").asText().equals(CALLBACK));
    }

    @ParameterizedTest
    @MethodSource("states")
    void everyState_saysWhyItIsThere(Named state) {
        assertThat(state.state().path("Comment").asText())
                .hasSizeGreaterThan(30)
                .endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void everyTask_hasATimeout(Named task) {
        assertThat(task.state().has("TimeoutSeconds")).isTrue();
    }

    @Test
    void machine_hasATimeout() {
        assertThat(MACHINE.path("TimeoutSeconds").asLong()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void everyTask_namesItsFunctionByASubstitution(Named task) {
        assertThat(task.state().path("Arguments").path("FunctionName").asText()).matches("\\$\\{[A-Za-z]+Function}");
    }

    @ParameterizedTest
    @MethodSource("callbacks")
    void everyCallback_passesItsToken(Named callback) {
        assertThat(callback.state()
                        .path("Arguments")
                        .path("Payload")
                        .path("taskToken")
                        .asText())
                .isEqualTo("{% $states.context.Task.Token %}");
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void everyTask_retriesTransientErrorsAndDeathsOfItsFunctionAndNothingElse(Named task) {
        assertThat(errors(task.state().path("Retry")))
                .containsExactly(
                        "Lambda.ServiceException",
                        "Lambda.AWSLambdaException",
                        "Lambda.SdkClientException",
                        "Lambda.ClientExecutionTimeoutException",
                        "Lambda.TooManyRequestsException",
                        "Lambda.Unknown",
                        "Sandbox.Timedout",
                        "dev.kiln.error.TransientServiceFailure",
                        "dev.kiln.error.Throttled");
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void everyTask_waitsForAnHourOnAverageWhenItIsThrottled(Named task) {
        var throttled = task.state().path("Retry").get(1);

        assertThat(throttled.path("ErrorEquals")).hasSize(1);
        assertThat(throttled.path("JitterStrategy").asText()).isEqualTo("FULL");
        assertThat(throttled.path("MaxAttempts").asInt()
                        * throttled.path("MaxDelaySeconds").asInt()
                        / 2)
                .isEqualTo(3600);
    }

    @Test
    void allTasks_haveTheSameRetry() {
        assertThat(tasks().map(t -> t.state().path("Retry")).distinct()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("callbacks")
    void everyCallback_passesWhatOrdersItsTokens(Named callback) {
        var payload = callback.state().path("Arguments").path("Payload");
        assertThat(payload.path("enteredAt").asText()).isEqualTo("{% $states.context.State.EnteredTime %}");
        assertThat(payload.path("retryCount").asText()).isEqualTo("{% $states.context.State.RetryCount %}");
        assertThat(payload.path("redriveCount").asText()).isEqualTo("{% $states.context.Execution.RedriveCount %}");
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void everyErrorOfOurs_isAClassOfThePipeline(Named task) {
        Set<String> known = new TreeSet<>();
        Arrays.stream(PipelineException.class.getPermittedSubclasses())
                .map(Class::getName)
                .forEach(known::add);
        assertThat(Stream.concat(
                                errors(task.state().path("Retry")).stream(),
                                errors(task.state().path("Catch")).stream())
                        .filter(e -> e.startsWith("dev.kiln.")))
                .allMatch(known::contains);
    }

    @Test
    void machine_hasNoFailState_becauseRedriveWouldComeBackToItForEver() {
        assertThat(states().map(s -> s.state().path("Type").asText())).doesNotContain("Fail");
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void everyCatch_leadsBackToWork(Named task) {
        assertThat(task.state().path("Catch").findValuesAsText("Next")).allMatch("LaunchBuilder"::equals);
    }

    @Test
    void everyState_isReachable() {
        assertThat(reachable("Prepare", Set.of()))
                .containsAll(states().map(Named::name).toList());
    }

    @Test
    void noPath_leadsFromALaunchedBuilderToTheEndAroundItsRetirement() {
        assertThat(reachable("LaunchBuilder", Set.of("RetireBuilder"))).doesNotContain("Done");
    }

    private static Set<String> reachable(String from, Set<String> without) {
        var seen = new TreeSet<String>();
        var open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            String name = open.pop();
            if (!without.contains(name) && seen.add(name)) {
                open.addAll(successors(MACHINE.path("States").path(name)));
            }
        }
        return seen;
    }

    private static List<String> successors(JsonNode state) {
        var next = new ArrayList<>(state.findValuesAsText("Next"));
        next.addAll(state.findValuesAsText("Default"));
        return next;
    }

    private static List<String> errors(JsonNode clauses) {
        var errors = new ArrayList<String>();
        clauses.forEach(c -> c.path("ErrorEquals").forEach(e -> errors.add(e.asText())));
        return errors;
    }

    private static JsonNode load() {
        try (var in = ImageBuildDefinitionTest.class.getResourceAsStream("/statemachine/image-build.asl.json")) {
            return PipelineJson.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
