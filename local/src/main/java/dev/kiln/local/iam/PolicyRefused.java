package dev.kiln.local.iam;

/** A policy says something that the local account does not know. The message names the policy and the element. */
public final class PolicyRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PolicyRefused(String message) {
        super(message);
    }
}
