package dev.kiln.error;

/** A quota of the account is used up. Terminal until the quota is raised; then redrive. */
public final class QuotaExceeded extends PipelineException {
    private static final long serialVersionUID = 1L;

    public QuotaExceeded(String message) {
        super(message);
    }
}
