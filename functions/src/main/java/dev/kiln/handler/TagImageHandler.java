package dev.kiln.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;
import dev.kiln.step.StateInput;
import dev.kiln.step.TagImage;

import java.util.Map;

/** Tags the image and writes its lineage. The work is in {@link TagImage}. */
public final class TagImageHandler extends JsonHandler {
    private final TagImage tagImage;

    public TagImageHandler() {
        this(Pipeline.fromEnvironment().tagImage());
    }

    public TagImageHandler(TagImage tagImage) {
        this.tagImage = tagImage;
    }

    @Override
    Object handle(JsonNode event) {
        tagImage.tag(PipelineJson.MAPPER.convertValue(event, StateInput.class));
        return Map.of();
    }
}
