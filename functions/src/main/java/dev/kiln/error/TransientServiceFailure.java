package dev.kiln.error;

/** AWS failed inside, or the answer was lost. Retryable. */
public final class TransientServiceFailure extends PipelineException {
    private static final long serialVersionUID = 1L;

    public TransientServiceFailure(String message) {
        super(message);
    }
}
