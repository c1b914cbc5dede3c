package dev.kiln.local.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * The only clock and the only scheduler of a local account.
 *
 * <p>Events are ordered by instant, then by the sequence in which they were planned. Everything runs on the caller's
 * thread: take one event, set the clock to it, run it. The clock never goes back, so an event planned for the past runs
 * at the present instant.
 */
public final class Timeline implements InstantSource {
    private record Planned(Instant at, long sequence, String what, Runnable action, Cancellation cancellation) {}

    /** Sees each event when it has been run. */
    @FunctionalInterface
    public interface Observer {
        /** An event has been run; {@code what} is what it was planned as. */
        void ran(Instant at, String what);
    }

    /** A handle on a planned event. */
    public static final class Cancellation {
        private boolean cancelled;

        /** Makes the planned event do nothing. Has no effect once it has run. */
        public void cancel() {
            cancelled = true;
        }
    }

    private final PriorityQueue<Planned> planned =
            new PriorityQueue<>(Comparator.comparing(Planned::at).thenComparingLong(Planned::sequence));
    private Instant now;
    private long sequence;
    private Observer observer = (at, what) -> {};

    public Timeline(Instant start) {
        this.now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Has every event from now on seen by an observer, in place of an earlier one. */
    public void watch(Observer newObserver) {
        observer = newObserver;
    }

    /** Plans an action; {@code what} names it for people who read a trace or a failure. */
    public Cancellation at(Instant when, String what, Runnable action) {
        var cancellation = new Cancellation();
        planned.add(new Planned(when.isBefore(now) ? now : when, sequence++, what, action, cancellation));
        return cancellation;
    }

    /** Plans an action after a delay; a negative delay counts as none. */
    public Cancellation after(Duration delay, String what, Runnable action) {
        return at(now.plus(delay), what, action);
    }

    /** Runs the next event, if there is one, and says whether there was. */
    public boolean runNext() {
        Planned next = planned.poll();
        while (next != null && next.cancellation().cancelled) {
            next = planned.poll();
        }
        if (next == null) {
            return false;
        }
        now = next.at();
        next.action().run();
        observer.ran(next.at(), next.what());
        return true;
    }

    /**
     * Runs events until the goal holds.
     *
     * @param goal looked at before each event
     * @param limit the last instant that may be reached
     * @return whether the goal was reached; false when the events ran out or the next one lies beyond the limit
     */
    public boolean runUntil(BooleanSupplier goal, Instant limit) {
        while (!goal.getAsBoolean()) {
            var next = nextAt();
            if (next.isEmpty() || next.get().isAfter(limit) || !runNext()) {
                return goal.getAsBoolean();
            }
        }
        return true;
    }

    /** Runs all events up to an instant and sets the clock to it. */
    public void runTo(Instant limit) {
        runUntil(() -> false, limit);
        if (limit.isAfter(now)) {
            now = limit;
        }
    }

    /** The instant of the next event that has not been cancelled. */
    public Optional<Instant> nextAt() {
        while (!planned.isEmpty() && planned.peek().cancellation().cancelled) {
            planned.poll();
        }
        return Optional.ofNullable(planned.peek()).map(Planned::at);
    }

    /** What the next event is, for a message that explains why a run stands still. */
    public Optional<String> nextWhat() {
        return nextAt().map(at -> at + " " + planned.peek().what());
    }
}
