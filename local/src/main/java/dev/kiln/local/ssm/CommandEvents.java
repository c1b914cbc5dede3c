package dev.kiln.local.ssm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.event.EventSink;

import java.util.List;

/** The events of Run Command, as the SSM user guide shows them ("Amazon EventBridge event examples"). */
final class CommandEvents {
    private static final String SOURCE = "aws.ssm";

    private final EventSink sink;

    CommandEvents(EventSink sink) {
        this.sink = sink;
    }

    /** Tells the status of the invocation and of the command, which for one instance is the same. */
    void tell(CommandState state) {
        var resources =
                List.of("arn:aws:ec2:" + LocalSsm.REGION + ":" + LocalSsm.ACCOUNT + ":instance/" + state.instanceId());
        sink.emit(SOURCE, "EC2 Command Invocation Status-change Notification", resources, invocation(state));
        sink.emit(SOURCE, "EC2 Command Status-change Notification", resources, command(state));
    }

    private static ObjectNode invocation(CommandState state) {
        return named(state)
                .put("instance-id", state.instanceId())
                .put("requested-date-time", Times.text(state.requested()))
                .put("status", state.status());
    }

    private static ObjectNode command(CommandState state) {
        var detail = named(state).put("expire-after", Times.text(state.expiresAfter()));
        var parameters = detail.putObject("parameters");
        state.parameters().forEach((name, values) -> {
            var array = parameters.putArray(name);
            values.forEach(array::add);
        });
        return detail.put("requested-date-time", Times.text(state.requested())).put("status", state.status());
    }

    private static ObjectNode named(CommandState state) {
        return PipelineJson.MAPPER
                .createObjectNode()
                .put("command-id", state.commandId())
                .put("document-name", CommandOrder.DOCUMENT);
    }
}
