package dev.kiln.ledger;

import java.time.Duration;

/** Calls of AWS that many builds together make more often than an account may. */
public enum ScarceCall {
    /** EC2 developer guide, "Request throttling": a bucket of 5, refilled by 2 a second. */
    RUN_INSTANCES("RunInstances", 5, Duration.ofMillis(500)),

    /** EC2 developer guide, "Request throttling": a bucket of 100, refilled by 1 a second. */
    COPY_IMAGE("CopyImage", 100, Duration.ofSeconds(1)),

    /** AWS publishes no rate; this one is low enough that it has not been seen to be refused. */
    SEND_COMMAND("SendCommand", 10, Duration.ofMillis(250));

    private final String action;
    private final int atOnce;
    private final Duration interval;

    ScarceCall(String action, int atOnce, Duration interval) {
        this.action = action;
        this.atOnce = atOnce;
        this.interval = interval;
    }

    /** The name of the call as AWS writes it. */
    public String action() {
        return action;
    }

    /** How many calls a full bucket grants at once. */
    int atOnce() {
        return atOnce;
    }

    /** After how long one more call is granted. */
    Duration interval() {
        return interval;
    }
}
