package dev.kiln.lineage;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was read from the machine itself just before it was sealed.
 *
 * @param freedBytes what the clean-up deleted when it was sealed; empty when there was none
 */
public record MachineFacts(
        String agent,
        String agentVersion,
        String os,
        String osVersion,
        String ssmAgentVersion,
        List<String> updates,
        List<String> features,
        Optional<Long> freedBytes) {
    public MachineFacts {
        updates = List.copyOf(updates);
        features = List.copyOf(features);
    }

    /** Reads the result of the guest script that seals. */
    public static MachineFacts of(JsonNode result) {
        var facts = result.path("facts");
        return new MachineFacts(
                facts.path("agent").asText(),
                facts.path("agentVersion").asText(),
                facts.path("os").asText(),
                facts.path("osVersion").asText(),
                facts.path("ssmAgentVersion").asText(),
                texts(facts.path("updates")),
                texts(facts.path("features")),
                freed(result.path("freed")));
    }

    private static Optional<Long> freed(JsonNode kinds) {
        return kinds.valueStream().map(JsonNode::asLong).reduce(Long::sum);
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
