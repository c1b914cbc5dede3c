package dev.kiln.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.event.ResourceEvent;
import dev.kiln.step.Callbacks;

import java.util.Map;

/** An event of EC2 or SSM came: looks at what the build that made the resource waits for. */
public final class NotifyHandler extends JsonHandler {
    private final Callbacks callbacks;

    public NotifyHandler() {
        this(Pipeline.fromEnvironment().callbacks());
    }

    public NotifyHandler(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    @Override
    Object handle(JsonNode event) {
        ResourceEvent.read(event).map(ResourceEvent::resourceId).ifPresent(callbacks::noticed);
        return Map.of();
    }
}
