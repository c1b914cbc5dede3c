package dev.kiln.handler;

import dev.kiln.step.Callbacks;

/** Waits for the build that makes the same image. The work is in {@link dev.kiln.step.JoinBuild}. */
public final class JoinBuildHandler extends CallbackHandler {
    public JoinBuildHandler() {
        this(Pipeline.fromEnvironment().callbacks());
    }

    public JoinBuildHandler(Callbacks callbacks) {
        super(callbacks);
    }
}
