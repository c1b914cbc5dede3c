package dev.kiln.local.states;

import software.amazon.awssdk.services.sfn.model.HistoryEvent;

import java.util.Optional;
import java.util.function.Consumer;

/** The details of history events of one task. */
record TaskDetails(String resource) {
    private static final String TYPE = "lambda";

    static TaskDetails of(State.Task task) {
        return new TaskDetails(task.callback() ? "invoke.waitForTaskToken" : "invoke");
    }

    Consumer<HistoryEvent.Builder> scheduled(String parameters, Optional<Long> timeout, Optional<Long> heartbeat) {
        return event -> event.taskScheduledEventDetails(details -> {
            details.resource(resource).resourceType(TYPE).region(Arns.REGION).parameters(parameters);
            timeout.ifPresent(details::timeoutInSeconds);
            heartbeat.ifPresent(details::heartbeatInSeconds);
        });
    }

    Consumer<HistoryEvent.Builder> started() {
        return event -> event.taskStartedEventDetails(
                details -> details.resource(resource).resourceType(TYPE));
    }

    Consumer<HistoryEvent.Builder> submitted(String output) {
        return event -> event.taskSubmittedEventDetails(details ->
                details.resource(resource).resourceType(TYPE).output(output).outputDetails(Details.WHOLE));
    }

    Consumer<HistoryEvent.Builder> succeeded(String output) {
        return event -> event.taskSucceededEventDetails(details ->
                details.resource(resource).resourceType(TYPE).output(output).outputDetails(Details.WHOLE));
    }

    Consumer<HistoryEvent.Builder> failed(Failure failure) {
        return event -> event.taskFailedEventDetails(details -> {
            details.resource(resource).resourceType(TYPE);
            failure.error().ifPresent(details::error);
            failure.cause().ifPresent(details::cause);
        });
    }

    Consumer<HistoryEvent.Builder> timedOut(Failure failure) {
        return event -> event.taskTimedOutEventDetails(details -> {
            details.resource(resource).resourceType(TYPE);
            failure.error().ifPresent(details::error);
        });
    }
}
