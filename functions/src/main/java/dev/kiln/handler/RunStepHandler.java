package dev.kiln.handler;

import dev.kiln.step.Callbacks;

/** Runs one step of the recipe. The work is in {@link dev.kiln.step.RunStep}. */
public final class RunStepHandler extends CallbackHandler {
    public RunStepHandler() {
        this(Pipeline.fromEnvironment().callbacks());
    }

    public RunStepHandler(Callbacks callbacks) {
        super(callbacks);
    }
}
