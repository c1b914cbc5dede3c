package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.guest.GuestResult;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.time.Delay;

/**
 * What a guest script prints last, and its exit code.
 *
 * @param output everything that is printed, the line with the result included
 */
record Answer(int exitCode, String output) {
    static Answer bare(int exitCode, String printed, JsonNode result) {
        return new Answer(exitCode, printed + GuestResult.MARK + PipelineJson.write(result) + "\n");
    }

    static Answer good(String printed, JsonNode result) {
        return bare(Course.GOOD, printed, result);
    }

    static Answer bad(String printed, JsonNode result) {
        return bare(Course.BAD, printed, result);
    }

    /** The answer of a guest script that comes to an error which it does not handle. */
    static Answer failed(String reason) {
        return bad("", outcome("failed").put("reason", reason));
    }

    /** The start of a result. */
    static ObjectNode outcome(String word) {
        return PipelineJson.MAPPER.createObjectNode().put("outcome", word);
    }

    Course.Ending on(WindowsDisk disk) {
        return new Course.Ending(disk, exitCode, output, "");
    }

    /** A run that looks, changes nothing and answers. */
    static Course course(Situation situation, Answer answer) {
        return Course.of(situation.disk(), situation.draw(Delay.GUEST_SCRIPT_LOOKS), answer::on);
    }
}
