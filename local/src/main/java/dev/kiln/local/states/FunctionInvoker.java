package dev.kiln.local.states;

/** What stands for Lambda: runs the function behind an ARN. */
@FunctionalInterface
public interface FunctionInvoker {
    /**
     * Runs a function to its end. It may call the account's clients, this engine's included, while it runs.
     *
     * @param functionArn the {@code FunctionName} of the task, as the definition gives it
     * @param payloadJson the event, as JSON text
     */
    Invocation invoke(String functionArn, String payloadJson);
}
