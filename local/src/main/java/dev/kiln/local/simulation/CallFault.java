package dev.kiln.local.simulation;

/**
 * A fault at the calls of functions, asked on their way in and out. It strikes by throwing, or by changing an answer.
 */
interface CallFault {
    /** The call has not left the function yet. */
    default void before(ApiCall call) {}

    /** The call took effect, and this is its answer. */
    default <T> T after(ApiCall call, T answer) {
        return answer;
    }
}
