package dev.kiln.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.lambda.Sandbox;
import dev.kiln.local.states.Invocation;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** In which states redriven executions went on. */
final class Resumes implements Witness {
    private final SortedSet<String> seen = new TreeSet<>();
    private final SortedMap<String, Integer> byState = new TreeMap<>();

    @Override
    public void invoked(Sandbox.Call call, Invocation ended) {
        if (call.payloadJson().contains("\"redriveCount\"")) {
            count(PipelineJson.tree(call.payloadJson()));
        }
    }

    private void count(JsonNode input) {
        int redrive = input.path("redriveCount").asInt();
        String state = input.path("state").asText();
        if (redrive > 0 && !state.isEmpty() && seen.add(input.path("buildId").asText() + " " + redrive)) {
            byState.merge(state, 1, Integer::sum);
        }
    }

    SortedMap<String, Integer> byState() {
        return Collections.unmodifiableSortedMap(byState);
    }
}
