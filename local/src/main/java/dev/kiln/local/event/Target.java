package dev.kiln.local.event;

/** What a rule sends its events to. */
@FunctionalInterface
public interface Target {
    /**
     * Takes one event. It must not throw: what becomes of the event from here on is the target's own business.
     *
     * @param eventJson the whole event with its envelope, as JSON text
     */
    void receive(String eventJson);
}
