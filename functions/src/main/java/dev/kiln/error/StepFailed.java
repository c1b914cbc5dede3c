package dev.kiln.error;

/** A step of the recipe failed in all its attempts. Terminal; a redrive runs this step again and none before it. */
public final class StepFailed extends PipelineException {
    private static final long serialVersionUID = 1L;

    public StepFailed(String message) {
        super(message);
    }
}
