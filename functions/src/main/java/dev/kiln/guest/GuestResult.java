package dev.kiln.guest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
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

    // What follows the JSON shows that the line is not one that a guest script wrote.
    private static final ObjectReader READER =
            PipelineJson.MAPPER.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * Finds the line in the output of a command. Empty when the script did not come to its end: the last line is not
     * the result, is cut off, or has no outcome.
     */
    public static Optional<GuestResult> read(String output) {
        String text = output.stripTrailing();
        int start = 1 + Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
        String line = text.substring(start);
        if (!line.startsWith(MARK)) {
            return Optional.empty();
        }
        return parse(line.substring(MARK.length()))
                .filter(detail -> detail.path("outcome").isTextual())
                .filter(detail -> !detail.path("outcome").textValue().isEmpty())
                .map(detail -> new GuestResult(detail.path("outcome").textValue(), detail, output.substring(0, start)));
    }

    private static Optional<JsonNode> parse(String json) {
        try {
            return Optional.of(READER.readTree(json));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
