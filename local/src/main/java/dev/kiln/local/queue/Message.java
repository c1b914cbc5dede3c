package dev.kiln.local.queue;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** A message as it lies in a queue. */
public record Message(String body, SortedMap<String, String> attributes, Instant sentAt) {
    public Message {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }
}
