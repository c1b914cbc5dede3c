package dev.kiln.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.guest.PackedText;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was read from the machine itself just before it was sealed.
 *
 * @param updates the numbers of all updates
 * @param installedUpdates more about the newest of them
 * @param answerFile what Setup reads at the first start of each machine, without passwords; only after Sysprep
 * @param freedBytes what the clean-up deleted when it was sealed; empty when there was none
 */
public record MachineFacts(
        String agent,
        String agentVersion,
        String os,
        String osVersion,
        String ssmAgentVersion,
        List<String> updates,
        List<InstalledUpdate> installedUpdates,
        List<String> features,
        Optional<String> answerFile,
        Optional<Long> freedBytes) {
    public MachineFacts {
        updates = List.copyOf(updates);
        // The lineage of images that an earlier version has made does not have them.
        installedUpdates = List.copyOf(Optional.ofNullable(installedUpdates).orElse(List.of()));
        features = List.copyOf(features);
    }

    /** Reads the result of the guest script that seals. */
    public static MachineFacts of(JsonNode sealed) {
        var facts = sealed.path("facts");
        return new MachineFacts(
                facts.path("agent").asText(),
                facts.path("agentVersion").asText(),
                facts.path("os").asText(),
                facts.path("osVersion").asText(),
                facts.path("ssmAgentVersion").asText(),
                texts(facts.path("updates")),
                objects(facts.path("installedUpdates")).stream()
                        .map(InstalledUpdate::of)
                        .toList(),
                texts(facts.path("features")),
                PackedText.unpack(sealed.path("answerFile").asText()),
                freed(sealed.path("freed")));
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

    private static List<JsonNode> objects(JsonNode list) {
        return list.isObject() ? List.of(list) : list.valueStream().toList();
    }
}
