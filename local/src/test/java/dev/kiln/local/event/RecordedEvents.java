package dev.kiln.local.event;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/** Keeps the events that a service tells. */
public final class RecordedEvents implements EventSink {
    /** One call of {@link EventSink#emit}. */
    public record Told(String source, String detailType, List<String> resources, ObjectNode detail) {}

    public final List<Told> told = new ArrayList<>();

    @Override
    public void emit(String source, String detailType, List<String> resources, ObjectNode detail) {
        told.add(new Told(source, detailType, resources, detail));
    }
}
