package dev.kiln.error;

/**
 * AWS refused a request for a reason that repeating does not change. Terminal: the message carries the service's own
 * words.
 */
public final class RequestRefused extends PipelineException {
    private static final long serialVersionUID = 1L;

    private final String code;

    public RequestRefused(String code, String message) {
        super(message);
        this.code = code;
    }

    /** AWS's own code of the refusal. */
    public String code() {
        return code;
    }
}
