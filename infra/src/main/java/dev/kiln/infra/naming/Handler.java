package dev.kiln.infra.naming;

/** The handlers, one function each: how much they need and what calls them. */
public enum Handler {
    PREPARE("Prepare", 1024, 120, Caller.STATE_MACHINE, 0),
    JOIN_BUILD("JoinBuild", 1024, 60, Caller.STATE_MACHINE, 0),
    LAUNCH_BUILDER("LaunchBuilder", 1024, 60, Caller.STATE_MACHINE, 0),
    RUN_STEP("RunStep", 1024, 60, Caller.STATE_MACHINE, 0),
    SEAL_BUILDER("SealBuilder", 1024, 60, Caller.STATE_MACHINE, 0),
    STOP_BUILDER("StopBuilder", 1024, 60, Caller.STATE_MACHINE, 0),
    CREATE_IMAGE("CreateImage", 1024, 60, Caller.STATE_MACHINE, 0),
    TAG_IMAGE("TagImage", 1024, 60, Caller.STATE_MACHINE, 0),
    RETIRE_BUILDER("RetireBuilder", 1024, 60, Caller.STATE_MACHINE, 0),
    VERIFY_IMAGE("VerifyImage", 1024, 60, Caller.STATE_MACHINE, 0),
    START_BUILD("StartBuild", 512, 60, Caller.EVENT, 0),
    SCHEDULE_RECIPE("ScheduleRecipe", 1024, 60, Caller.EVENT, 0),
    START_SCHEDULED_BUILDS("StartScheduledBuilds", 1024, 120, Caller.SCHEDULE, 0),
    TRACK_EXECUTION("TrackExecution", 1024, 60, Caller.EVENT, 0),
    /** Every instance of the account that stops makes an event: a storm may not take what builds need. */
    NOTIFY("Notify", 1024, 60, Caller.EVENT, 10),
    /** Ends before the next one begins, and never runs twice at a time. */
    SWEEP("Sweep", 1024, 55, Caller.SCHEDULE, 1),
    /** Looks at all that there is, and never runs twice at a time. */
    JANITOR("Janitor", 1024, 300, Caller.SCHEDULE, 1),
    /** Goes through all images that recipes no longer keep. */
    RETIRE_IMAGES("RetireImages", 1024, 300, Caller.SCHEDULE, 0);

    /** What calls a function; all but the state machine do not wait for an answer. */
    public enum Caller {
        STATE_MACHINE,
        EVENT,
        SCHEDULE
    }

    private final String label;
    private final int memoryMiB;
    private final int timeoutSeconds;
    private final Caller caller;
    private final int reservedConcurrency;

    Handler(String label, int memoryMiB, int timeoutSeconds, Caller caller, int reservedConcurrency) {
        this.label = label;
        this.memoryMiB = memoryMiB;
        this.timeoutSeconds = timeoutSeconds;
        this.caller = caller;
        this.reservedConcurrency = reservedConcurrency;
    }

    /** Begins the name of the class, and ends the name of the function. */
    public String label() {
        return label;
    }

    /** The class, as Lambda wants it. */
    public String className() {
        return "dev.kiln.handler." + label + "Handler";
    }

    /** At 1,769 MiB a function has one processor, and a share of it below (Lambda developer guide, "Memory"). */
    public int memoryMiB() {
        return memoryMiB;
    }

    /**
     * Less than the two minutes after which another invocation takes over an intent, so that the one which wrote it is
     * surely dead. The janitor and the retirement make nothing, and may take longer.
     */
    public int timeoutSeconds() {
        return timeoutSeconds;
    }

    public Caller caller() {
        return caller;
    }

    /** 0 where it shares the account's. */
    public int reservedConcurrency() {
        return reservedConcurrency;
    }

    /** The substitution in the state machine's definition. */
    public String substitution() {
        return label + "Function";
    }
}
