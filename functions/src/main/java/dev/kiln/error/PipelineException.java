package dev.kiln.error;

/**
 * A reason why a state cannot end well. The class name is what the state machine sees as the error; the message is what
 * an operator reads in the console: what happened, what is still held, and what to do.
 *
 * <p>Every kind is a final, top-level class of this package, because a Java function reports the class name as it is
 * and the state machine compares it as a string.
 */
public abstract sealed class PipelineException extends RuntimeException
        permits AccessRefused,
                BuilderLost,
                BuilderStopped,
                CapacityUnavailable,
                ForkRefused,
                ImageFailed,
                ImageNameTaken,
                InvalidBuildRequest,
                InvalidRecipe,
                JoinedBuildFailed,
                ParentUnavailable,
                QuotaExceeded,
                RequestRefused,
                SealFailed,
                StepFailed,
                TakenOver,
                Throttled,
                TransientServiceFailure,
                VerificationFailed {
    private static final long serialVersionUID = 1L;

    PipelineException(String message) {
        super(message);
    }

    /** Whether the same call may succeed by itself a little later, so that waiting is better than failing the state. */
    public final boolean retryable() {
        return this instanceof Throttled || this instanceof TransientServiceFailure;
    }
}
