package dev.kiln.error;

/**
 * AWS refused a request for a reason that repeating does not change. Terminal: the message carries the service's own
 * words.
 */
public final class RequestRefused extends PipelineException {
    private static final long serialVersionUID = 1L;

    public RequestRefused(String message) {
        super(message);
    }
}
