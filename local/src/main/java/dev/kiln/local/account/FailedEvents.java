package dev.kiln.local.account;

import dev.kiln.json.PipelineJson;
import dev.kiln.local.deployment.FunctionSpec;
import dev.kiln.local.iam.AccessRequest;
import dev.kiln.local.iam.Session;
import dev.kiln.local.lambda.DeadLetter;
import dev.kiln.local.queue.LocalQueues;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Sends the events that a function could not handle to its destination, in the function's own role (Lambda developer
 * guide, "Capturing records of Lambda asynchronous invocations").
 */
record FailedEvents(FunctionSpec function, Session session, LocalQueues queues) implements Consumer<DeadLetter> {
    @Override
    public void accept(DeadLetter letter) {
        function.async()
                .destination()
                .filter(queue -> session.refusal(AccessRequest.on("sqs:SendMessage", queue))
                        .isEmpty())
                .ifPresent(queue -> queues.send(queue, PipelineJson.write(record(letter)), new TreeMap<>()));
    }

    private Map<String, Object> record(DeadLetter letter) {
        return new TreeMap<>(Map.of(
                "version",
                "1.0",
                "timestamp",
                letter.at().toString(),
                "requestContext",
                new TreeMap<>(Map.of(
                        "requestId",
                        letter.requestId(),
                        "functionArn",
                        function.arn(),
                        "condition",
                        "RetriesExhausted",
                        "approximateInvokeCount",
                        letter.attempts())),
                "requestPayload",
                PipelineJson.tree(letter.payloadJson()),
                "responseContext",
                new TreeMap<>(Map.of("statusCode", 200, "executedVersion", "1", "functionError", "Unhandled")),
                "responsePayload",
                letter.errorJson()));
    }
}
