package dev.kiln.error;

/** The machine could not be generalized. Terminal; a redrive seals again if the machine allows it. */
public final class SealFailed extends PipelineException {
    private static final long serialVersionUID = 1L;

    public SealFailed(String message) {
        super(message);
    }
}
