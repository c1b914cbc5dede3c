package dev.kiln.error;

/** Someone or something stopped the builder while a step needed it. Terminal: start it and redrive. */
public final class BuilderStopped extends PipelineException {
    private static final long serialVersionUID = 1L;

    public BuilderStopped(String message) {
        super(message);
    }
}
