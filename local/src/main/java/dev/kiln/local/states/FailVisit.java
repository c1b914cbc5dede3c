package dev.kiln.local.states;

/** A Fail. It is never left, so a redrive comes back to it and fails again. */
final class FailVisit extends Visit {
    private final State.Fail fail;

    FailVisit(Entry entry, State.Fail fail) {
        super(entry, fail);
        this.fail = fail;
    }

    @Override
    void run() {
        var evaluator = evaluator();
        fail(new Failure(text(fail.error(), evaluator), text(fail.cause(), evaluator), false));
    }
}
