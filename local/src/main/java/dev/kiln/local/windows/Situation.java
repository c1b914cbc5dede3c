package dev.kiln.local.windows;

import dev.kiln.local.ec2.Guest;
import dev.kiln.local.time.Delay;
import dev.kiln.local.time.RandomSource;

import java.time.Duration;
import java.time.Instant;

/**
 * What a guest script finds when it starts.
 *
 * @param resumed whether this is no start: the run was under way when the account was put on file
 */
record Situation(WindowsDisk disk, Guest.Hardware hardware, Instant now, RandomSource random, boolean resumed) {
    String instanceId() {
        return hardware.instanceId();
    }

    Duration draw(Delay delay) {
        return delay.draw(random);
    }
}
