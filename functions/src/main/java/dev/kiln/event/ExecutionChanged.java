package dev.kiln.event;

import com.fasterxml.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.Optional;

/**
 * A <i>Step Functions Execution Status Change</i> (Step Functions developer guide, "Automating Step Functions event
 * delivery with EventBridge"). Best effort, and out of order at times.
 *
 * @param name the name of the execution, which is the id of the build
 * @param status RUNNING, SUCCEEDED, FAILED, TIMED_OUT or ABORTED
 */
public record ExecutionChanged(
        String executionArn,
        String name,
        String status,
        int redriveCount,
        Optional<Instant> stopped,
        Optional<String> error,
        Optional<String> cause) {
    /** Reads the envelope of EventBridge. */
    public static ExecutionChanged read(JsonNode envelope) {
        JsonNode detail = envelope.path("detail");
        return new ExecutionChanged(
                detail.path("executionArn").asText(),
                detail.path("name").asText(),
                detail.path("status").asText(),
                detail.path("redriveCount").asInt(),
                Optional.of(detail.path("stopDate"))
                        .filter(JsonNode::isNumber)
                        .map(n -> Instant.ofEpochMilli(n.asLong())),
                text(detail.path("error")),
                text(detail.path("cause")));
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.of(node).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    public boolean running() {
        return "RUNNING".equals(status);
    }
}
