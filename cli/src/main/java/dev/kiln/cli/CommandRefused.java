package dev.kiln.cli;

/** The command cannot do what it was asked; the message says why and what to do. Nothing was changed. */
final class CommandRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandRefused(String message) {
        super(message);
    }
}
