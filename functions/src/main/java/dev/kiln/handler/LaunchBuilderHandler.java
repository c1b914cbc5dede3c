package dev.kiln.handler;

import dev.kiln.step.Callbacks;

/** Launches the builder. The work is in {@link dev.kiln.step.LaunchBuilder}. */
public final class LaunchBuilderHandler extends CallbackHandler {
    public LaunchBuilderHandler() {
        this(Pipeline.fromEnvironment().callbacks());
    }

    public LaunchBuilderHandler(Callbacks callbacks) {
        super(callbacks);
    }
}
