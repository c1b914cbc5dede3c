package dev.kiln.error;

/**
 * The builder was terminated, or its hardware failed. The state machine launches the next generation and replays the
 * steps; bounded.
 */
public final class BuilderLost extends PipelineException {
    private static final long serialVersionUID = 1L;

    public BuilderLost(String message) {
        super(message);
    }
}
