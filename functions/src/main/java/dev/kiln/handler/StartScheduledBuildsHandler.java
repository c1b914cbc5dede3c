package dev.kiln.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;
import dev.kiln.schedule.ScheduledStart;
import dev.kiln.step.StartScheduledBuilds;

import java.util.Map;

/** A schedule has fired. The work is in {@link StartScheduledBuilds}. */
public final class StartScheduledBuildsHandler extends JsonHandler {
    private final StartScheduledBuilds builds;

    public StartScheduledBuildsHandler(StartScheduledBuilds builds) {
        this.builds = builds;
    }

    @Override
    Object handle(JsonNode event) {
        return Map.of("builds", builds.start(PipelineJson.MAPPER.convertValue(event, ScheduledStart.class)));
    }
}
