package dev.kiln.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Optional;

/** What an event of EC2 says: a machine or an image and its new state. */
record Ec2Change(String id, String state) {
    static Optional<Ec2Change> ofInstance(JsonNode event) {
        return of(event, "EC2 Instance State-change Notification", "instance-id", "state");
    }

    static Optional<Ec2Change> ofImage(JsonNode event) {
        return of(event, "EC2 AMI State Change", "ImageId", "State");
    }

    private static Optional<Ec2Change> of(JsonNode event, String type, String id, String state) {
        if (!type.equals(event.path("detail-type").asText())) {
            return Optional.empty();
        }
        var detail = event.path("detail");
        return Optional.of(
                new Ec2Change(detail.path(id).asText(), detail.path(state).asText()));
    }
}
