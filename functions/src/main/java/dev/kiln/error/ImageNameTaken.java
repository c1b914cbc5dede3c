package dev.kiln.error;

/** An image that is not this build's has the name. Terminal until the name is free or the recipe names another. */
public final class ImageNameTaken extends PipelineException {
    private static final long serialVersionUID = 1L;

    public ImageNameTaken(String message) {
        super(message);
    }
}
