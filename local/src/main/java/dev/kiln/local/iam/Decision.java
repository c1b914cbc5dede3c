package dev.kiln.local.iam;

/** What policies say to a request. */
sealed interface Decision {
    /** It may. */
    record Allowed(Permission by) implements Decision {}

    /**
     * It may not.
     *
     * @param explicitly a statement denies it; otherwise none allows it
     */
    record Denied(boolean explicitly) implements Decision {}
}
