package dev.kiln.local.windows;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * How one run of a command goes.
 *
 * @param begun the disk as the run changes it at once; this much has happened when the run is broken off
 * @param takes how long the run takes; empty for a run that never ends by itself
 * @param ending what comes of it, given the disk at the end of the run
 */
record Course(WindowsDisk begun, Optional<Duration> takes, Function<WindowsDisk, Ending> ending) {
    /** Exit code by which a command asks the SSM agent to restart the machine and to run it again from the top. */
    static final int RESTART = 3010;

    static final int GOOD = 0;
    static final int BAD = 1;

    /**
     * The end of a run.
     *
     * @param disk as the run leaves it
     */
    record Ending(WindowsDisk disk, int exitCode, String output, String error) {}

    /** A run that changes nothing before its end. */
    static Course of(WindowsDisk disk, Duration takes, Function<WindowsDisk, Ending> ending) {
        return new Course(disk, Optional.of(takes), ending);
    }

    /** A run that never ends by itself. */
    static Course endless(WindowsDisk begun) {
        return new Course(begun, Optional.empty(), disk -> {
            throw new IllegalStateException("a run that hangs does not end");
        });
    }
}
