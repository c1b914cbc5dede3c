package dev.kiln.step;

import dev.kiln.json.PipelineJson;

/** The causes of failed executions. */
public final class Causes {
    private Causes() {}

    /**
     * What was said, out of what Lambda makes of an exception: a JSON object with the message and a stack (Lambda
     * developer guide, "Lambda function errors").
     */
    public static String message(String cause) {
        if (!cause.startsWith("{")) {
            return cause;
        }
        String message = PipelineJson.tree(cause).path("errorMessage").asText();
        return message.isEmpty() ? cause : message;
    }
}
