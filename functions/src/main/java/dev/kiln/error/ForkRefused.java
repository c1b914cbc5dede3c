package dev.kiln.error;

/** A build cannot go on where another one has ended. Terminal: the message says why, and what can be done instead. */
public final class ForkRefused extends PipelineException {
    private static final long serialVersionUID = 1L;

    public ForkRefused(String message) {
        super(message);
    }
}
