package dev.kiln.event;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Optional;

/**
 * An event that says: look at this resource. Nothing else of it is trusted, because EC2 and SSM deliver their events as
 * best effort, late, twice and out of order (EventBridge reference, "Event delivery level").
 *
 * @param resourceId the instance or image; of a command the instance that it ran on
 * @param says the state that the event names, for the log
 */
public record ResourceEvent(String resourceId, String says) {
    /** Reads the envelope of EventBridge; empty for an event that Kiln has no rule for. */
    public static Optional<ResourceEvent> read(JsonNode envelope) {
        JsonNode detail = envelope.path("detail");
        return switch (envelope.path("detail-type").asText()) {
            case "EC2 Instance State-change Notification" -> of(detail, "instance-id", "state");
            case "EC2 Command Invocation Status-change Notification" -> of(detail, "instance-id", "status");
            // AMI events spell their keys in another way than those of instances.
            case "EC2 AMI State Change" -> of(detail, "ImageId", "State");
            default -> Optional.empty();
        };
    }

    private static Optional<ResourceEvent> of(JsonNode detail, String idKey, String stateKey) {
        return Optional.of(detail.path(idKey).asText())
                .filter(id -> !id.isEmpty())
                .map(id -> new ResourceEvent(id, detail.path(stateKey).asText()));
    }
}
