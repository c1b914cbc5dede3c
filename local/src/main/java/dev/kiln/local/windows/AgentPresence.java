package dev.kiln.local.windows;

import dev.kiln.local.time.Delay;
import dev.kiln.local.time.RandomSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What SSM knows of one agent. The agent reports when it starts and every five minutes; nothing is scheduled for that,
 * because the last report can be computed. SSM learns of an agent's end only by the reports that stay away, so a
 * machine that has just gone down still counts as online.
 */
final class AgentPresence {
    private static final Duration PING_EVERY = Duration.ofMinutes(5);

    private final RandomSource random;
    private boolean online;
    private Optional<Instant> since = Optional.empty();
    private Optional<Instant> lastPing = Optional.empty();
    private Instant lostAt = Instant.EPOCH;

    AgentPresence(RandomSource random) {
        this.random = random;
    }

    void comesOnline(Instant now) {
        online = true;
        since = Optional.of(now);
    }

    void goesOffline(Instant now) {
        if (online) {
            lastPing = lastPing(now);
            lostAt = lastPing.orElse(now).plus(Delay.SSM_MISSES_AGENT.draw(random));
            online = false;
        }
    }

    /** Whether the agent runs now, which SSM does not see. */
    boolean online() {
        return online;
    }

    /** When the agent last reported; empty when it never has. */
    Optional<Instant> lastPing(Instant now) {
        return online ? since.map(start -> start.plus(wholePings(start, now))) : lastPing;
    }

    private static Duration wholePings(Instant start, Instant now) {
        return PING_EVERY.multipliedBy(Duration.between(start, now).dividedBy(PING_EVERY));
    }

    /** Whether SSM takes it to be online. */
    boolean seenOnline(Instant now) {
        return online || now.isBefore(lostAt);
    }
}
