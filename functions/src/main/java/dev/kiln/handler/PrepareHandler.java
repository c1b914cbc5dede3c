package dev.kiln.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.build.BuildRequest;
import dev.kiln.json.PipelineJson;
import dev.kiln.step.Prepare;

/** Pins what a build depends on. The work is in {@link Prepare}. */
public final class PrepareHandler extends JsonHandler {
    private final Prepare prepare;

    public PrepareHandler() {
        this(Pipeline.fromEnvironment().prepare());
        prepare.prime();
    }

    public PrepareHandler(Prepare prepare) {
        this.prepare = prepare;
    }

    @Override
    Object handle(JsonNode event) {
        return prepare.prepare(PipelineJson.MAPPER.convertValue(event, BuildRequest.class));
    }
}
