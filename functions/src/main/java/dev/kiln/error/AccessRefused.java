package dev.kiln.error;

/** A role of the pipeline lacks a permission. Terminal until a policy is mended; then redrive. */
public final class AccessRefused extends PipelineException {
    private static final long serialVersionUID = 1L;

    public AccessRefused(String message) {
        super(message);
    }
}
