package dev.kiln.local.states;

/** A Pass or a Succeed: its input, reshaped, is its output. */
final class PassVisit extends Visit {
    private final State.Leaving leaving;

    PassVisit(Entry entry, State state, State.Leaving leaving) {
        super(entry, state);
        this.leaving = leaving;
    }

    @Override
    void run() {
        leave(leaving, evaluator(), input());
    }
}
