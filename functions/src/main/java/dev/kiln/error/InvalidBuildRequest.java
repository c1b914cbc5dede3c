package dev.kiln.error;

/** The execution was started with input that names no recipe. Terminal: nothing is held. */
public final class InvalidBuildRequest extends PipelineException {
    private static final long serialVersionUID = 1L;

    public InvalidBuildRequest(String message) {
        super(message);
    }
}
