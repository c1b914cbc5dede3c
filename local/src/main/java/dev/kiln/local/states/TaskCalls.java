package dev.kiln.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;

import java.util.Optional;

/** The calls that bring a task token back. */
final class TaskCalls {
    private static final int MAX_TOKEN = 2048;
    private static final int MAX_ERROR = 256;
    private static final int MAX_CAUSE = 32_768;

    private final TaskTokens tokens;

    TaskCalls(TaskTokens tokens) {
        this.tokens = tokens;
    }

    void succeed(Optional<String> token, Optional<String> output) {
        var text = output.orElseThrow(() -> ApiErrors.validation(
                "Value null at 'output' failed to satisfy constraint:" + " Member must not be null"));
        if (Limits.tooLarge(text)) {
            throw ApiErrors.validation("Value at 'output' failed to satisfy constraint: Member must have length less"
                    + " than or equal to " + Limits.DATA_BYTES);
        }
        var holder = holder(token);
        holder.callbackSucceeded(json(text));
    }

    void fail(Optional<String> token, Optional<String> error, Optional<String> cause) {
        checkLength("error", error, MAX_ERROR);
        checkLength("cause", cause, MAX_CAUSE);
        holder(token).callbackFailed(new Failure(error, cause, false));
    }

    void beat(Optional<String> token) {
        holder(token).beat();
    }

    private static JsonNode json(String text) {
        try {
            return PipelineJson.tree(text);
        } catch (IllegalArgumentException e) {
            throw ApiErrors.invalidOutput(e.getMessage());
        }
    }

    private static void checkLength(String field, Optional<String> value, int most) {
        if (value.filter(text -> text.length() > most).isPresent()) {
            throw ApiErrors.validation("Value at '" + field
                    + "' failed to satisfy constraint: Member must have length less than or equal to " + most);
        }
    }

    private TaskVisit holder(Optional<String> token) {
        var text = token.filter(found -> !found.isEmpty() && found.length() <= MAX_TOKEN)
                .orElseThrow(() -> ApiErrors.validation("Value at 'taskToken' failed to satisfy constraint: Member must"
                        + " have length between 1 and " + MAX_TOKEN));
        if (!tokens.wellFormed(text)) {
            throw ApiErrors.malformedTaskToken();
        }
        if (!tokens.known(text)) {
            throw ApiErrors.taskDoesNotExist();
        }
        return tokens.holder(text).orElseThrow(ApiErrors::taskTimedOut);
    }
}
