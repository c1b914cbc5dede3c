package dev.kiln.local.lambda;

import dev.kiln.local.states.Invocation;

import java.time.Duration;
import java.util.function.Supplier;

/** What Lambda does around a handler: runs it, or not, or more than once, and passes on what came of it, or not. */
@FunctionalInterface
public interface Sandbox {
    /** Runs each handler once and passes on what came of it. */
    Sandbox SOUND = (call, run) -> run.get();

    /**
     * One invocation.
     *
     * @param function its name without alias
     * @param timeout how long it may run
     */
    record Call(String function, String payloadJson, Duration timeout) {}

    /**
     * Decides for one invocation.
     *
     * @param run runs the handler
     */
    Invocation invoke(Call call, Supplier<Invocation> run);
}
