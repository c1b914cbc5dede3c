package dev.kiln.error;

/** EC2 reported the image as failed. Terminal; a redrive makes the image again. */
public final class ImageFailed extends PipelineException {
    private static final long serialVersionUID = 1L;

    public ImageFailed(String message) {
        super(message);
    }
}
