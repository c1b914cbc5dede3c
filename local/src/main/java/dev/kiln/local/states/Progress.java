package dev.kiln.local.states;

/** Tells one listener each time an execution has come further in a way that should not be lost. */
final class Progress {
    private Runnable listener = () -> {};

    void tellTo(Runnable newListener) {
        listener = newListener;
    }

    void made() {
        listener.run();
    }
}
