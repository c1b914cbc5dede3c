package dev.kiln.local.states;

/** A state machine definition that Step Functions would refuse, or that this engine does not support. */
public final class InvalidDefinition extends IllegalArgumentException {
    /**
     * A refusal.
     *
     * @param place where in the definition, for example {@code States.Launch.Retry[0]}
     * @param problem what is wrong there and what to do
     */
    InvalidDefinition(String place, String problem) {
        super(place + ": " + problem);
    }
}
