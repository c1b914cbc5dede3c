package dev.kiln.local.lambda;

import dev.kiln.json.PipelineJson;
import dev.kiln.local.states.Invocation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How Lambda reports that an invocation failed. */
final class Failures {
    private static final int MOST_FRAMES = 100;
    private static final String HERE = LocalLambda.class.getPackageName();

    private Failures() {}

    private record Report(String errorMessage, String errorType, List<String> stackTrace) {}

    private record ShortReport(String errorMessage, String errorType) {}

    /** What a handler threw, in the form that the Java runtime client gives it: causes are not part of it. */
    static Invocation.Raised thrown(Throwable thrown) {
        var type = thrown.getClass().getName();
        var message = Optional.ofNullable(thrown.getLocalizedMessage()).orElse(type);
        return new Invocation.Raised(type, PipelineJson.write(new Report(message, type, frames(thrown))));
    }

    /** The frames of the function's own; what lies beneath them belongs to the runtime. */
    private static List<String> frames(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .takeWhile(frame -> !frame.getClassName().startsWith(HERE + '.'))
                .limit(MOST_FRAMES)
                .map(StackTraceElement::toString)
                .toList();
    }

    static Invocation.Raised notFound(String function, String requestId) {
        return new Invocation.Raised(
                "Lambda.ResourceNotFoundException",
                "Function not found: " + function + " (Service: Lambda, Status Code: 404, Request ID: " + requestId
                        + ")");
    }

    static Invocation.Raised requestTooLarge(int limit, String requestId) {
        return new Invocation.Raised(
                "Lambda.RequestTooLargeException",
                "Request must be smaller than " + limit + " bytes for the InvokeFunction operation (Service: Lambda,"
                        + " Status Code: 413, Request ID: " + requestId + ")");
    }

    static Invocation.Raised responseTooLarge(int limit) {
        var type = "Function.ResponseSizeTooLarge";
        return new Invocation.Raised(
                type,
                PipelineJson.write(new ShortReport(
                        "Response payload size exceeded maximum allowed payload size (" + limit + " bytes).", type)));
    }
}
