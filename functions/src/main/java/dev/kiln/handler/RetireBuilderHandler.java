package dev.kiln.handler;

import dev.kiln.step.Callbacks;

/** Terminates the builder. The work is in {@link dev.kiln.step.RetireBuilder}. */
public final class RetireBuilderHandler extends CallbackHandler {
    public RetireBuilderHandler() {
        this(Pipeline.fromEnvironment().callbacks());
    }

    public RetireBuilderHandler(Callbacks callbacks) {
        super(callbacks);
    }
}
