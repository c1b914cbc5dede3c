package dev.kiln.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.event.ExecutionChanged;
import dev.kiln.step.TrackExecution;

import java.util.Map;

/** An execution has started, ended or been redriven. The work is in {@link TrackExecution}. */
public final class TrackExecutionHandler extends JsonHandler {
    private final TrackExecution track;

    public TrackExecutionHandler() {
        this(Pipeline.fromEnvironment().track());
    }

    public TrackExecutionHandler(TrackExecution track) {
        this.track = track;
    }

    @Override
    Object handle(JsonNode event) {
        track.changed(ExecutionChanged.read(event));
        return Map.of();
    }
}
