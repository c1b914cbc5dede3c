package dev.kiln.cli.stack;

/** The deployment cannot be worked with; the message says why and what to do. Nothing was started. */
public final class StackRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StackRefused(String message) {
        super(message);
    }
}
