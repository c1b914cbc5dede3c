package dev.kiln.local.states;

/** The names of things in the local account. */
final class Arns {
    static final String REGION = "us-east-1";
    static final String ROLE = "arn:aws:iam::123456789012:role/kiln-state-machine";
    private static final String STATES = "arn:aws:states:" + REGION + ":123456789012:";
    private static final String STATE_MACHINE = STATES + "stateMachine:";
    private static final String EXECUTION = STATES + "execution:";

    private Arns() {}

    static String stateMachine(String name) {
        return STATE_MACHINE + name;
    }

    static String execution(String stateMachineName, String name) {
        return EXECUTION + stateMachineName + ":" + name;
    }
}
