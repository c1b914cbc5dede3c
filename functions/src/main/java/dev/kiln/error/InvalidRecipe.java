package dev.kiln.error;

/** The recipe has mistakes; the message lists them all. Terminal: nothing is held; upload a mended recipe. */
public final class InvalidRecipe extends PipelineException {
    private static final long serialVersionUID = 1L;

    public InvalidRecipe(String message) {
        super(message);
    }
}
