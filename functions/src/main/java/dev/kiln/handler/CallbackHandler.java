package dev.kiln.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;
import dev.kiln.step.Callbacks;
import dev.kiln.step.StateInput;

import java.util.Map;

/** Enters a callback state. What it returns is not the state's result: that comes with the token. */
abstract class CallbackHandler extends JsonHandler {
    private final Callbacks callbacks;

    CallbackHandler(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    @Override
    final Object handle(JsonNode event) {
        callbacks.enter(PipelineJson.MAPPER.convertValue(event, StateInput.class));
        return Map.of();
    }
}
