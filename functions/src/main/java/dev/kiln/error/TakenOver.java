package dev.kiln.error;

/**
 * Another build has taken over what this one held, at the wish of an operator. Terminal: the other one goes on with it.
 */
public final class TakenOver extends PipelineException {
    private static final long serialVersionUID = 1L;

    public TakenOver(String message) {
        super(message);
    }
}
