package dev.kiln.local.states;

/** A state machine of the account. */
record StateMachine(String name, StateMachineDefinition definition) {
    String arn() {
        return Arns.stateMachine(name);
    }
}
