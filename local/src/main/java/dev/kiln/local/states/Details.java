package dev.kiln.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;
import software.amazon.awssdk.services.sfn.model.AssignedVariablesDetails;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventExecutionDataDetails;
import software.amazon.awssdk.services.sfn.model.MapIterationEventDetails;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The details of history events of executions and states, shaped as GetExecutionHistory gives them. */
final class Details {
    static final HistoryEventExecutionDataDetails WHOLE =
            HistoryEventExecutionDataDetails.builder().truncated(false).build();
    private static final AssignedVariablesDetails WHOLE_VARIABLES =
            AssignedVariablesDetails.builder().truncated(false).build();

    private Details() {}

    static Consumer<HistoryEvent.Builder> none() {
        return event -> {};
    }

    static Consumer<HistoryEvent.Builder> started(String input, String roleArn) {
        return event -> event.executionStartedEventDetails(
                details -> details.input(input).inputDetails(WHOLE).roleArn(roleArn));
    }

    static Consumer<HistoryEvent.Builder> succeeded(String output) {
        return event -> event.executionSucceededEventDetails(
                details -> details.output(output).outputDetails(WHOLE));
    }

    static Consumer<HistoryEvent.Builder> failed(Failure failure) {
        return event -> event.executionFailedEventDetails(details -> {
            failure.error().ifPresent(details::error);
            failure.cause().ifPresent(details::cause);
        });
    }

    static Consumer<HistoryEvent.Builder> timedOut() {
        return event -> event.executionTimedOutEventDetails(details -> {});
    }

    static Consumer<HistoryEvent.Builder> aborted(Failure reason) {
        return event -> event.executionAbortedEventDetails(details -> {
            reason.error().ifPresent(details::error);
            reason.cause().ifPresent(details::cause);
        });
    }

    static Consumer<HistoryEvent.Builder> redriven(int count) {
        return event -> event.executionRedrivenEventDetails(details -> details.redriveCount(count));
    }

    static Consumer<HistoryEvent.Builder> entered(String name, JsonNode input) {
        return event -> event.stateEnteredEventDetails(
                details -> details.name(name).input(PipelineJson.write(input)).inputDetails(WHOLE));
    }

    static Consumer<HistoryEvent.Builder> exited(String name, String output, Optional<JsonNode> assigned) {
        return event -> event.stateExitedEventDetails(details -> {
            details.name(name).output(output).outputDetails(WHOLE);
            assigned.ifPresent(
                    values -> details.assignedVariables(texts(values)).assignedVariablesDetails(WHOLE_VARIABLES));
        });
    }

    private static Map<String, String> texts(JsonNode values) {
        var texts = new LinkedHashMap<String, String>();
        values.properties().forEach(entry -> texts.put(entry.getKey(), PipelineJson.write(entry.getValue())));
        return texts;
    }

    static Consumer<HistoryEvent.Builder> evaluationFailed(String state, String location, String cause) {
        return event -> event.evaluationFailedEventDetails(details ->
                details.state(state).location(location).error(Failure.QUERY).cause(cause));
    }

    static Consumer<HistoryEvent.Builder> mapStarted(int length) {
        return event -> event.mapStateStartedEventDetails(details -> details.length(length));
    }

    static MapIterationEventDetails iteration(String name, int index) {
        return MapIterationEventDetails.builder().name(name).index(index).build();
    }
}
