package dev.kiln.local.states;

/** How an invocation of a function ended. */
public sealed interface Invocation {
    /** The function returned this JSON text. */
    record Returned(String payloadJson) implements Invocation {}

    /**
     * The function threw.
     *
     * @param errorType the error name that {@code ErrorEquals} is compared with; for Java the exception's class name
     * @param payloadJson {@code {"errorMessage", "errorType", "stackTrace"}}, which becomes the error's cause
     */
    record Raised(String errorType, String payloadJson) implements Invocation {}
}
