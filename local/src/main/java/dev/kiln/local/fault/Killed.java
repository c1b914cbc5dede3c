package dev.kiln.local.fault;

/** What Lambda's sandbox does to a function: nothing in it can catch this. */
public final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    public Killed(String message) {
        super(message);
    }
}
