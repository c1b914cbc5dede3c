package dev.kiln.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.time.Timeline;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A Task: one invocation of a function for each try and, for a callback task, the wait for its token.
 *
 * <p>See https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html and connect-to-resource.html.
 */
final class TaskVisit extends Visit {
    /** How long an invocation takes: a warm Java function that makes a few AWS calls. */
    private static final Duration FASTEST = Duration.ofMillis(50);

    private static final Duration SLOWEST = Duration.ofMillis(300);

    private final State.Task task;
    private final TaskDetails details;
    private Optional<String> token = Optional.empty();
    private Optional<Long> heartbeat = Optional.empty();
    private Optional<Timeline.Cancellation> heartbeatTimer = Optional.empty();
    private Optional<Runnable> early = Optional.empty();
    private boolean invoking;
    private int invocations;

    TaskVisit(Entry entry, State.Task task) {
        super(entry, task);
        this.task = task;
        this.details = TaskDetails.of(task);
    }

    @Override
    void run() {
        early = Optional.empty();
        token = task.callback() ? Optional.of(engine().tokens().open(this)) : Optional.empty();
        var evaluator = evaluator(Map.of(), tokenContext());
        var arguments = evaluator.evaluate(task.arguments());
        var parameters = Limits.checked(task.name(), arguments);
        var timeout = task.timeout().map(field -> number(field, evaluator, 1));
        heartbeat = task.heartbeat().map(field -> number(field, evaluator, 1));
        branch().record(HistoryEventType.TASK_SCHEDULED, details.scheduled(parameters, timeout, heartbeat));
        branch().record(HistoryEventType.TASK_STARTED, details.started());
        timeout.ifPresent(seconds ->
                branch().plan(Duration.ofSeconds(seconds), "times out " + task.name(), () -> timeOut(false)));
        invoke(arguments);
    }

    private Map<String, Object> tokenContext() {
        return token.map(value -> members("Task", members("Token", value))).orElseGet(Map::of);
    }

    private void invoke(JsonNode arguments) {
        invoking = true;
        int number = ++invocations;
        var payload = arguments.has("Payload") ? PipelineJson.write(arguments.get("Payload")) : "{}";
        var invocation =
                engine().functions().invoke(arguments.path("FunctionName").asText(), payload);
        // While the function ran, the execution may have been stopped, and redriven.
        if (invoking && number == invocations) {
            branch().plan(
                            engine().random().between(FASTEST, SLOWEST),
                            "returns from " + task.name(),
                            () -> attempt(() -> returned(invocation)));
        }
    }

    private void returned(Invocation invocation) {
        invoking = false;
        engine().progress().made();
        switch (invocation) {
            case Invocation.Returned good -> good(result(good.payloadJson()));
            case Invocation.Raised bad -> {
                var failure = Failure.of(bad.errorType(), bad.payloadJson());
                early.ifPresentOrElse(Runnable::run, () -> failTask(failure));
            }
        }
    }

    private void good(JsonNode result) {
        if (task.callback()) {
            submitted(result);
        } else {
            succeed(result);
        }
    }

    private void submitted(JsonNode result) {
        branch().record(HistoryEventType.TASK_SUBMITTED, details.submitted(Limits.checked(task.name(), result)));
        early.ifPresentOrElse(Runnable::run, this::awaitHeartbeat);
    }

    /** The heartbeat clock begins when the function has returned, and again with each heartbeat. */
    private void awaitHeartbeat() {
        heartbeatTimer.ifPresent(Timeline.Cancellation::cancel);
        heartbeatTimer = heartbeat.map(seconds -> branch().cancellable(
                        Duration.ofSeconds(seconds), "misses a heartbeat of " + task.name(), () -> timeOut(true)));
    }

    /** The token came back with a result. */
    void callbackSucceeded(JsonNode output) {
        callback(() -> succeed(output));
    }

    /** The token came back with an error. */
    void callbackFailed(Failure failure) {
        callback(() -> failTask(failure));
    }

    /** A sign of life came with the token. */
    void beat() {
        if (!invoking) {
            awaitHeartbeat();
        }
    }

    /** A token may come back while the function that passed it on still runs; the state ends when it has returned. */
    private void callback(Runnable end) {
        closeToken();
        if (invoking) {
            early = Optional.of(end);
        } else {
            branch().dropTimers();
            branch().plan(Duration.ZERO, "hears of " + task.name(), () -> attempt(end));
        }
    }

    private void succeed(JsonNode result) {
        closeToken();
        var text = Limits.checked(task.name(), result);
        branch().record(HistoryEventType.TASK_SUCCEEDED, details.succeeded(text));
        leave(task.leaving(), resultEvaluator(result), result);
    }

    private void failTask(Failure failure) {
        closeToken();
        branch().record(HistoryEventType.TASK_FAILED, details.failed(failure));
        fail(failure);
    }

    private void timeOut(boolean missedHeartbeat) {
        closeToken();
        var failure = Failure.timeout(missedHeartbeat);
        branch().record(HistoryEventType.TASK_TIMED_OUT, details.timedOut(failure));
        fail(failure);
    }

    @Override
    void freeze() {
        invoking = false;
        closeToken();
    }

    @Override
    Optional<String> token() {
        return token;
    }

    @Override
    void restore(BranchState.Entered onFile) {
        token = onFile.token();
        closeToken();
    }

    private void closeToken() {
        token.ifPresent(engine().tokens()::close);
    }

    /** What {@code lambda:invoke} gives as a result. */
    private JsonNode result(String payloadJson) {
        var result = JsonNodeFactory.instance.objectNode();
        result.put("ExecutedVersion", "$LATEST");
        result.set("Payload", PipelineJson.tree(payloadJson));
        result.putObject("SdkHttpMetadata").put("HttpStatusCode", 200);
        result.putObject("SdkResponseMetadata")
                .put("RequestId", engine().random().uuid());
        result.put("StatusCode", 200);
        return result;
    }
}
