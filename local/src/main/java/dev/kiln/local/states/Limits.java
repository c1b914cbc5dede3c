package dev.kiln.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Quotas of Standard workflows (https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html). */
final class Limits {
    /** The most bytes of UTF-8 in an input, an output, a result or an assignment. */
    static final int DATA_BYTES = 262_144;

    /** The most events in a history, the closing one included. */
    static final int HISTORY_EVENTS = 25_000;

    /** How long an execution may be open in total. */
    static final Duration OPEN = Duration.ofDays(365);

    /** How long after its close an execution can be redriven. */
    static final Duration REDRIVABLE = Duration.ofDays(14);

    /** How long after its close an execution is remembered and its name is taken. */
    static final Duration RETAINED = Duration.ofDays(90);

    /** How many iterations an inline Map runs at once when it sets no limit of its own. */
    static final int MAP_CONCURRENCY = 40;

    private static final int MOST_BYTES_OF_A_CHAR = 3;

    private Limits() {}

    static boolean tooLarge(String text) {
        return text.length() * MOST_BYTES_OF_A_CHAR > DATA_BYTES
                && text.getBytes(StandardCharsets.UTF_8).length > DATA_BYTES;
    }

    /** The text of a value; one that is too large is the failure that Step Functions reports. */
    static String checked(String stateName, JsonNode value) {
        var text = PipelineJson.write(value);
        if (tooLarge(text)) {
            throw new StateFailure(Failure.of(
                    Failure.DATA_LIMIT,
                    "The state/task '" + stateName
                            + "' returned a result with a size exceeding the maximum number of bytes service limit."));
        }
        return text;
    }
}
