package dev.kiln.error;

/** An instance launched from the image did not boot or did not pass a check. Terminal; a redrive checks again. */
public final class VerificationFailed extends PipelineException {
    private static final long serialVersionUID = 1L;

    public VerificationFailed(String message) {
        super(message);
    }
}
