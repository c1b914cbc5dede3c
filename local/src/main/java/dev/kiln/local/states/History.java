package dev.kiln.local.states;

import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The events of one execution, numbered from 1. */
final class History {
    private final List<HistoryEvent> events = new ArrayList<>();
    private Optional<PackedHistory> packed;

    /** A history without events. */
    History() {
        this.packed = Optional.empty();
    }

    /** A history from file. Its events are unpacked when they are first asked for. */
    History(PackedHistory packed) {
        this.packed = Optional.of(packed);
    }

    /** The history for the file. */
    PackedHistory state() {
        var state = packed.filter(done -> events.size() <= done.size()).orElseGet(() -> PackedHistory.of(events));
        packed = Optional.of(state);
        return state;
    }

    private List<HistoryEvent> unpacked() {
        if (events.isEmpty()) {
            packed.ifPresent(history -> events.addAll(history.events()));
        }
        return events;
    }

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
        if (size() >= Limits.HISTORY_EVENTS - 1) {
            throw new Full();
        }
        return close(at, previous, type, details);
    }

    /** Appends the event that closes the execution, for which there is always room. */
    long close(Instant at, long previous, HistoryEventType type, Consumer<HistoryEvent.Builder> details) {
        long id = unpacked().size() + 1L;
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
        return events.isEmpty() ? packed.map(PackedHistory::size).orElse(0) : events.size();
    }

    List<HistoryEvent> events() {
        return Collections.unmodifiableList(unpacked());
    }
}
