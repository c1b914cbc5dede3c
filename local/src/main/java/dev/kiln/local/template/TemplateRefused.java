package dev.kiln.local.template;

/** A template holds something that the local account does not know. The message names the stack and the place. */
public final class TemplateRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TemplateRefused(String message) {
        super(message);
    }
}
