package dev.kiln.local.request;

import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often the actions of a service may be called; every action has a bucket of its own. It lets everything through
 * until it is turned on: most tests are not about load.
 */
public final class Throttle {
    private final InstantSource clock;
    private final Map<String, TokenBucket> buckets = new TreeMap<>();
    private boolean on;

    public Throttle(InstantSource clock) {
        this.clock = clock;
    }

    /** Turns it on, with full buckets, or off. */
    public void turn(boolean newOn) {
        on = newOn;
        buckets.clear();
    }

    public boolean isOn() {
        return on;
    }

    /**
     * Takes a token for a call.
     *
     * @param action names the bucket
     * @return whether the call goes through
     */
    public boolean allows(String action, Rate rate) {
        return !on
                || buckets.computeIfAbsent(action, a -> new TokenBucket(rate, clock.instant()))
                        .take(clock.instant());
    }
}
