package dev.kiln.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.local.windows.GuestCommand;
import software.amazon.awssdk.services.ssm.model.SendCommandRequest;
import software.amazon.awssdk.services.ssm.model.SendCommandResponse;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A step that is done, or under way, is not sent to the same machine again: scripts of recipes run once. */
final class NoStepAppliedTwiceOnOneBuilder extends Invariant {
    private static final Set<String> FAILED = Set.of("Failed", "TimedOut", "Cancelled");

    private final Map<String, String> commandByStep = new TreeMap<>();
    private final Map<String, String> statusByCommand = new TreeMap<>();

    NoStepAppliedTwiceOnOneBuilder(Violations violations) {
        super(violations);
    }

    @Override
    public void after(ApiCall call, Object answer) {
        if (call.request() instanceof SendCommandRequest request && answer instanceof SendCommandResponse sent) {
            var command = GuestCommand.read(request.parameters().get("commands"));
            String step = request.instanceIds().getFirst() + " " + command.script() + " "
                    + command.arguments().path("step").asText();
            String id = sent.command().commandId();
            var earlier = Optional.ofNullable(commandByStep.put(step, id));
            earlier.ifPresent(before -> require(
                    FAILED.contains(statusByCommand.getOrDefault(before, "Pending")),
                    () -> step + " is sent again as " + id + ", though " + before + " is "
                            + statusByCommand.getOrDefault(before, "Pending")));
        }
    }

    @Override
    public void event(JsonNode event) {
        if ("EC2 Command Invocation Status-change Notification"
                .equals(event.path("detail-type").asText())) {
            statusByCommand.put(
                    event.at("/detail/command-id").asText(),
                    event.at("/detail/status").asText());
        }
    }
}
