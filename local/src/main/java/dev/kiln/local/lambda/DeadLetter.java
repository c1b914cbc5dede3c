package dev.kiln.local.lambda;

import java.time.Instant;

/**
 * An asynchronous invocation that was given up, as a dead-letter queue would hold it.
 *
 * @param function name or ARN, as the caller gave it
 * @param payloadJson the event
 * @param requestId of all attempts
 * @param attempts how often the function was tried; 0 if there is no such function or the event was too large
 * @param errorType the error of the last attempt
 * @param errorJson what the last attempt reported
 * @param at when it was given up
 */
public record DeadLetter(
        String function,
        String payloadJson,
        String requestId,
        int attempts,
        String errorType,
        String errorJson,
        Instant at) {}
