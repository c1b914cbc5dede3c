package dev.kiln.handler;

import dev.kiln.step.Callbacks;

/** Makes the image. The work is in {@link dev.kiln.step.CreateImage}. */
public final class CreateImageHandler extends CallbackHandler {
    public CreateImageHandler() {
        this(Pipeline.fromEnvironment().callbacks());
    }

    public CreateImageHandler(Callbacks callbacks) {
        super(callbacks);
    }
}
