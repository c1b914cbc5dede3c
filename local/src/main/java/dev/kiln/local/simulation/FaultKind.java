package dev.kiln.local.simulation;

/**
 * A way in which the world of a simulation goes wrong, and how often it does where it can: once in so many chances, at
 * the intensity 1.
 */
public enum FaultKind {
    /** A call of AWS is answered with an error of the service, and has no effect. Chance: each call. */
    CALL_FAILS(150),
    /** A call of AWS is throttled. Chance: each call. */
    CALL_THROTTLED(120),
    /** A call of AWS takes effect, and its answer never comes. Chance: each call. */
    ANSWER_LOST(150),
    /** What a call makes, a machine, an image or a command, is there, and its answer never comes. Chance: each one. */
    MADE_UNHEARD(12),
    /** A call of AWS takes up to 45 seconds, in which everything else goes on. Chance: each call. */
    CALL_DELAYED(150),
    /** An id that was given out less than 90 seconds ago is not found. Chance: each look at such a one. */
    ID_NOT_FOUND(4),
    /** What was made less than 60 seconds ago shows no tags yet. Chance: each look at such a one. */
    TAGS_LATE(3),
    /** An event of a service that sends them on a best-effort basis never comes. Chance: each delivery. */
    EVENT_LOST(6),
    /** An event comes twice. Chance: each delivery. */
    EVENT_DOUBLED(6),
    /** An event comes up to 20 minutes late. Chance: each delivery. */
    EVENT_LATE(8),
    /** An event comes up to 90 seconds late, so that others overtake it. Chance: each delivery. */
    EVENT_OVERTAKEN(4),
    /** A function dies at a call, before the call has left it or after it took effect. Chance: each call. */
    FUNCTION_KILLED(300),
    /** A function is invoked again with the same event when it has ended. Chance: each invocation. */
    FUNCTION_TWICE(25),
    /**
     * Step Functions loses its connection to a function that is slow to begin, and tries it again: the first one runs
     * all the same, up to 40 seconds later. Chance: each invocation with a token.
     */
    FUNCTION_OVERTAKEN(15),
    /** Lambda refuses to run a function. Chance: each invocation. */
    FUNCTION_REFUSED(60),
    /** A restored function takes an earlier time for the present one. Chance: each invocation. */
    STALE_CLOCK(25),
    /** The stored token of a task is lost, so that only the time limit of the state ends it. Chance: each wait. */
    TOKEN_LOST(60),
    /** The SSM agent of a machine ends and starts again 5 to 40 minutes later. Chance: every 7 minutes. */
    AGENT_SILENT(6),
    /** A script of the recipe never ends by itself. Chance: each run. */
    COMMAND_STUCK(30),
    /** The disk is full, and a script fails. Chance: each run. */
    DISK_FULL(30),
    /** A script leaves Windows in a state in which the seal is refused. Chance: each run. */
    SEAL_REFUSED(30),
    /** Sysprep fails and leaves the machine half done for good. Chance: each seal. */
    SYSPREP_HALF_DONE(6),
    /** A machine is terminated by somebody, or its hardware fails. Chance: every 7 minutes. */
    INSTANCE_TERMINATED(25),
    /** A machine is stopped by somebody. Chance: every 7 minutes. */
    INSTANCE_STOPPED(25),
    /** A volume or a network interface stays when its machine has ended. Chance: each one. */
    LEFT_BEHIND(5),
    /** EC2 fails to make an image. Chance: each image. */
    IMAGE_FAILED(6),
    /** A stranger's image takes the name first. Chance: each call that makes an image. */
    NAME_STOLEN(8),
    /** The KMS key is disabled for 10 to 60 minutes: launches end at once and images fail. Chance: every 7 minutes. */
    KEY_DISABLED(15),
    /** A zone has no capacity for 20 to 90 minutes. Chance: every 7 minutes. */
    CAPACITY_GONE(6);

    private final int oneIn;

    FaultKind(int oneIn) {
        this.oneIn = oneIn;
    }

    /** Once in so many chances, at the intensity 1. */
    int oneIn() {
        return oneIn;
    }
}
