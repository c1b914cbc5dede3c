package dev.kiln.handler;

import dev.kiln.step.Callbacks;

/** Generalizes the builder. The work is in {@link dev.kiln.step.SealBuilder}. */
public final class SealBuilderHandler extends CallbackHandler {
    public SealBuilderHandler() {
        this(Pipeline.fromEnvironment().callbacks());
    }

    public SealBuilderHandler(Callbacks callbacks) {
        super(callbacks);
    }
}
