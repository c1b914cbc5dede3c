package dev.kiln.lineage;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/** What was read from the machine itself just before it was sealed. */
public record MachineFacts(
        String agent,
        String agentVersion,
        String os,
        String osVersion,
        String ssmAgentVersion,
        List<String> updates,
        List<String> features) {
    public MachineFacts {
        updates = List.copyOf(updates);
        features = List.copyOf(features);
    }

    /** Reads the {@code facts} of a guest script's result. */
    public static MachineFacts of(JsonNode facts) {
        return new MachineFacts(
                facts.path("agent").asText(),
                facts.path("agentVersion").asText(),
                facts.path("os").asText(),
                facts.path("osVersion").asText(),
                facts.path("ssmAgentVersion").asText(),
                texts(facts.path("updates")),
                texts(facts.path("features")));
    }

    /** PowerShell 5.1 writes a list of one element as that element when nobody is careful. */
    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        if (list.isTextual()) {
            texts.add(list.asText());
        }
        list.forEach(e -> texts.add(e.asText()));
        return texts;
    }
}
