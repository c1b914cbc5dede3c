package dev.kiln.error;

/** The recipe's parent image cannot be found or used. Terminal until the parent exists. */
public final class ParentUnavailable extends PipelineException {
    private static final long serialVersionUID = 1L;

    public ParentUnavailable(String message) {
        super(message);
    }
}
