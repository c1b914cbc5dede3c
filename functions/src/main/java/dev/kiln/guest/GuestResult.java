package dev.kiln.guest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;

import java.util.Optional;

/**
 * What a guest script says in the last line of its output.
 *
 * @param outcome the word that the caller decides by, for example {@code done}
 * @param detail the whole line's JSON
 * @param output what was printed before it
 */
public record GuestResult(String outcome, JsonNode detail, String output) {
    /** How the line begins. */
    public static final String MARK = "KILN-RESULT ";

    /** Finds the line in the output of a command; empty when the script did not come to its end. */
    public static Optional<GuestResult> read(String output) {
        int start = output.lastIndexOf(MARK);
        if (start < 0 || (start > 0 && output.charAt(start - 1) != '\n')) {
            return Optional.empty();
        }
        String line = output.substring(start + MARK.length()).strip();
        try {
            var detail = PipelineJson.tree(line);
            return Optional.of(new GuestResult(detail.path("outcome").asText(), detail, output.substring(0, start)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
