package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.json.PipelineJson;

import java.util.ArrayList;
import java.util.List;

/** Shortens the answers of a seal as the guest script does it: SSM keeps 24,000 characters of an output. */
final class AnswerLimit {
    private static final int MOST_CHARACTERS = 13_500;
    private static final int MOST_OF_REASONS = 13_000;

    private static final String FACTS = "facts";
    private static final String INSTALLED = "installedUpdates";

    private AnswerLimit() {}

    /** Leaves out of an answer what a lineage can do without, until it fits; gives the lines that say so. */
    static String fit(ObjectNode result) {
        var said = new StringBuilder();
        var facts = (ObjectNode) result.get(FACTS);
        leave(
                result,
                "titles of updates",
                said,
                () -> facts.path(INSTALLED).forEach(update -> ((ObjectNode) update).put("title", "")));
        leave(result, "answer file", said, () -> result.put("answerFile", ""));
        leave(result, "days of updates", said, () -> facts.putArray(INSTALLED));
        leave(result, "features", said, () -> facts.putArray("features"));
        return said.toString();
    }

    private static void leave(JsonNode result, String part, StringBuilder said, Runnable out) {
        if (length(result) > MOST_CHARACTERS) {
            said.append("Left out of the answer, which is too long for SSM: ")
                    .append(part)
                    .append(".\n");
            out.run();
        }
    }

    /** As many reasons as fit, and how many more there are. */
    static ArrayNode fit(List<String> reasons) {
        var kept = new ArrayList<>(reasons);
        while (length(MachineFacts.texts(kept)) > MOST_OF_REASONS && kept.size() > 1) {
            kept.removeLast();
        }
        if (kept.size() < reasons.size()) {
            kept.add("and " + (reasons.size() - kept.size()) + " more");
        }
        return MachineFacts.texts(kept);
    }

    private static int length(JsonNode json) {
        return PipelineJson.write(json).length();
    }
}
