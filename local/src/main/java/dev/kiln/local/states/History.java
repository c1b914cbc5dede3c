package dev.kiln.local.states;

import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** The events of one execution, numbered from 1. */
final class History {
    private final List<HistoryEvent> events = new ArrayList<>();

    /** Thrown when only the closing event has room left. */
    static final class Full extends RuntimeException {
        Full() {
            super("the history is full", null, false, false);
        }
    }

    /**
     * Appends an event and returns its id.
     *
     * @param previous the id of the event that led to it, 0 for none
     * @throws Full when the execution must fail instead
     */
    long add(Instant at, long previous, HistoryEventType type, Consumer<HistoryEvent.Builder> details) {
        if (events.size() >= Limits.HISTORY_EVENTS - 1) {
            throw new Full();
        }
        return close(at, previous, type, details);
    }

    /** Appends the event that closes the execution, for which there is always room. */
    long close(Instant at, long previous, HistoryEventType type, Consumer<HistoryEvent.Builder> details) {
        long id = events.size() + 1L;
        var event = HistoryEvent.builder()
                .id(id)
                .previousEventId(previous)
                .timestamp(at)
                .type(type);
        details.accept(event);
        events.add(event.build());
        return id;
    }

    int size() {
        return events.size();
    }

    List<HistoryEvent> events() {
        return Collections.unmodifiableList(events);
    }
}
