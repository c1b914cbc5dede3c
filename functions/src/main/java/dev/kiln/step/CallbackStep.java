package dev.kiln.step;

/**
 * The work of a state that waits for the world. It can be called at any time and any number of times: it looks first,
 * adopts what is there, and only then acts.
 */
public interface CallbackStep {
    /** The state's name in the state machine. */
    String state();

    /** Takes the state as far as it goes now. */
    Progress advance(StateInput input, Look look);
}
