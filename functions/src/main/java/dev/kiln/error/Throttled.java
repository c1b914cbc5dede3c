package dev.kiln.error;

/** AWS asked to slow down. Retryable. */
public final class Throttled extends PipelineException {
    private static final long serialVersionUID = 1L;

    public Throttled(String message) {
        super(message);
    }
}
