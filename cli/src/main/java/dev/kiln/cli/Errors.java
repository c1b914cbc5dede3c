package dev.kiln.cli;

import dev.kiln.json.PipelineJson;

import java.util.Optional;

/** Errors of executions as people read them. */
final class Errors {
    private static final String OURS = "dev.kiln.error.";

    private Errors() {}

    /** The name of an error; of Kiln's own without their package. */
    static String title(String error) {
        return error.startsWith(OURS) ? error.substring(OURS.length()) : error;
    }

    /** A function that threw tells its message as JSON; a task that was failed by its token tells it as it is. */
    static String cause(String cause) {
        if (!cause.startsWith("{")) {
            return cause;
        }
        return Optional.of(PipelineJson.tree(cause).path("errorMessage").asText())
                .filter(text -> !text.isEmpty())
                .orElse(cause);
    }
}
