package dev.kiln.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import org.slf4j.MDC;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The fields that every line of an invocation's log carries: which build, which execution and state, which request. An
 * operator has one of them and needs the others.
 */
final class LogFields {
    private LogFields() {}

    /** Does the work of one invocation, with the fields of its event and context on every line that it logs. */
    static <T> T during(JsonNode event, Context context, Supplier<T> work) {
        var fields = of(event, context);
        try {
            fields.forEach(MDC::put);
            return work.get();
        } finally {
            fields.keySet().forEach(MDC::remove);
        }
    }

    static SortedMap<String, String> of(JsonNode event, Context context) {
        var fields = new TreeMap<String, String>();
        fields.put("function_name", context.getFunctionName());
        fields.put("function_request_id", context.getAwsRequestId());
        fields.put("build_id", text(event, "buildId", "name"));
        fields.put("execution", text(event, "executionArn", "executionArn"));
        fields.put("state", text(event, "state", ""));
        fields.put("redrive_count", text(event, "redriveCount", "redriveCount"));
        fields.values().removeIf(String::isEmpty);
        return fields;
    }

    /** From the input of a state, else from the detail of an execution's event. */
    private static String text(JsonNode event, String field, String detailField) {
        return event.path(field).asText(event.path("detail").path(detailField).asText());
    }
}
