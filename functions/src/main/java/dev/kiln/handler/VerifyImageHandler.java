package dev.kiln.handler;

import dev.kiln.step.Callbacks;

/** Proves that the image boots. The work is in {@link dev.kiln.step.VerifyImage}. */
public final class VerifyImageHandler extends CallbackHandler {
    public VerifyImageHandler() {
        this(Pipeline.fromEnvironment().callbacks());
    }

    public VerifyImageHandler(Callbacks callbacks) {
        super(callbacks);
    }
}
