package dev.kiln.local.time;

import java.time.Duration;

/**
 * How long things take in a local account: all of it, in one place. Each is drawn evenly between two bounds. They are
 * plausible, not measured: AWS documents few durations, and Windows none.
 */
public enum Delay {
    /** From RunInstances or StartInstances until the instance runs. */
    INSTANCE_STARTS(Duration.ofSeconds(8), Duration.ofSeconds(25)),
    /** From the guest's power-off until EC2 says stopped. */
    INSTANCE_STOPS(Duration.ofSeconds(5), Duration.ofSeconds(20)),
    /** From TerminateInstances until EC2 says terminated. */
    INSTANCE_TERMINATES(Duration.ofSeconds(20), Duration.ofSeconds(60)),
    /** How long EC2 may not know an id that it has just given out. */
    EC2_FINDS_NEW_ID(Duration.ZERO, Duration.ofSeconds(3)),
    /** From ModifyVolume until the volume is as asked: "a few seconds" (EBS user guide). */
    VOLUME_IS_MODIFIED(Duration.ofSeconds(3), Duration.ofSeconds(30)),
    /** From then until the modification is completed: "from a few minutes to a few hours". */
    VOLUME_IS_OPTIMIZED(Duration.ofMinutes(5), Duration.ofHours(3)),
    /** From CreateImage until the image is available. */
    IMAGE_IS_MADE(Duration.ofMinutes(4), Duration.ofMinutes(11)),
    /** The same where every volume has a snapshot already: only what has changed since is copied. */
    CHANGES_ARE_COPIED(Duration.ofSeconds(40), Duration.ofSeconds(150)),
    /** From EnableFastLaunch until the first snapshot is ready. */
    FAST_LAUNCH_IS_READY(Duration.ofMinutes(10), Duration.ofMinutes(25)),
    /** How long the name of a deregistered image stays taken. */
    IMAGE_NAME_IS_FREED(Duration.ofSeconds(20), Duration.ofSeconds(90)),
    /** How long a terminated instance can still be described. */
    TERMINATED_INSTANCE_IS_SHOWN(Duration.ofMinutes(60), Duration.ofMinutes(60)),
    /** An ordinary boot, until services start. */
    WINDOWS_BOOTS(Duration.ofSeconds(40), Duration.ofSeconds(80)),
    /** The specialize and OOBE passes of a generalized disk's first boot. */
    WINDOWS_SPECIALIZES(Duration.ofSeconds(110), Duration.ofSeconds(200)),
    /** An orderly shutdown. */
    WINDOWS_SHUTS_DOWN(Duration.ofSeconds(10), Duration.ofSeconds(40)),
    /** Sysprep's generalize pass. */
    SYSPREP_GENERALIZES(Duration.ofSeconds(120), Duration.ofSeconds(260)),
    /** From the start of services until the SSM agent has reported itself. */
    AGENT_REPORTS(Duration.ofSeconds(10), Duration.ofSeconds(30)),
    /** From SendCommand until the agent starts the command. */
    AGENT_PICKS_UP(Duration.ofSeconds(1), Duration.ofSeconds(4)),
    /** How long SSM may not know an invocation that it has just made. */
    SSM_FINDS_NEW_COMMAND(Duration.ZERO, Duration.ofSeconds(2)),
    /** How long after its last report an agent that has gone silent still counts as online. */
    SSM_MISSES_AGENT(Duration.ofMinutes(5), Duration.ofMinutes(15)),
    /** One of Kiln's own guest scripts looks at the machine and answers. */
    GUEST_SCRIPT_LOOKS(Duration.ofSeconds(2), Duration.ofSeconds(6)),
    /** A check of a recipe about which nothing is said. */
    CHECK_RUNS(Duration.ofSeconds(2), Duration.ofSeconds(10)),
    /** Windows Update searches for what it has to offer. */
    UPDATES_ARE_SEARCHED(Duration.ofSeconds(20), Duration.ofSeconds(60)),
    /** A script of a recipe about which nothing is said. */
    SCRIPT_RUNS(Duration.ofSeconds(20), Duration.ofSeconds(90)),
    /** One update downloads and installs. */
    UPDATE_INSTALLS(Duration.ofSeconds(60), Duration.ofSeconds(240)),
    /** From what happened until EventBridge has invoked the target. */
    EVENT_ARRIVES(Duration.ofMillis(300), Duration.ofMillis(2500)),
    /** The same for an event that comes late, or again. */
    EVENT_STRAGGLES(Duration.ofMillis(300), Duration.ofSeconds(90)),
    /** From the time of a schedule until it invokes its target: EventBridge Scheduler is exact to the minute. */
    SCHEDULE_FIRES(Duration.ZERO, Duration.ofSeconds(59));

    private final Duration least;
    private final Duration most;

    Delay(Duration least, Duration most) {
        this.least = least;
        this.most = most;
    }

    /** Draws one duration. */
    public Duration draw(RandomSource random) {
        return random.between(least, most);
    }
}
