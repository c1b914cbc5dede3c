package dev.kiln.local.states;

/** Thrown while a state's own work is done on the stack; the visit turns it into the state's failure. */
final class StateFailure extends RuntimeException {
    private final transient Failure failure;

    StateFailure(Failure failure) {
        super(failure.cause().orElse(""), null, false, false);
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
