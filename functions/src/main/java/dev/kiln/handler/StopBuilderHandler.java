package dev.kiln.handler;

import dev.kiln.step.Callbacks;

/** Stops the sealed builder. The work is in {@link dev.kiln.step.StopBuilder}. */
public final class StopBuilderHandler extends CallbackHandler {
    public StopBuilderHandler() {
        this(Pipeline.fromEnvironment().callbacks());
    }

    public StopBuilderHandler(Callbacks callbacks) {
        super(callbacks);
    }
}
