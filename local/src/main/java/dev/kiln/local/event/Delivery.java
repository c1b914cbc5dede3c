package dev.kiln.local.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.local.time.Delay;
import dev.kiln.local.time.RandomSource;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * When an event reaches a target, if it does. EventBridge promises neither order nor a single delivery, and most
 * services, EC2 and SSM among them, hand it their events on a best-effort basis (EventBridge reference, "Delivery level
 * for events from AWS services").
 */
@FunctionalInterface
public interface Delivery {
    /**
     * Decides for one event and one rule that it matches.
     *
     * @param event the event with its envelope
     * @param random draws the delays
     * @return one delay for each delivery, counted from the event; none if the event is lost
     */
    List<Duration> delays(JsonNode event, RandomSource random);

    /** Each event once, after the usual delay. */
    static Delivery ordinary() {
        return (event, random) -> List.of(Delay.EVENT_ARRIVES.draw(random));
    }

    /** Events of these sources never arrive; all others do as usual. */
    static Delivery losing(Set<String> sources) {
        var lost = Set.copyOf(sources);
        return (event, random) -> lost.contains(event.path("source").asText())
                ? List.of()
                : ordinary().delays(event, random);
    }

    /** Each event twice, each time so late that events overtake each other. */
    static Delivery twiceAndOutOfOrder() {
        return (event, random) -> List.of(Delay.EVENT_STRAGGLES.draw(random), Delay.EVENT_STRAGGLES.draw(random));
    }
}
