package dev.kiln.local.ec2;

import software.amazon.awssdk.services.ec2.model.Tag;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tags of every resource, by its id. */
final class TagStore {
    private final Map<String, SortedMap<String, String>> byResource = new TreeMap<>();

    SortedMap<String, String> of(String resourceId) {
        return Collections.unmodifiableSortedMap(
                Optional.ofNullable(byResource.get(resourceId)).orElseGet(TreeMap::new));
    }

    List<Tag> list(String resourceId) {
        return of(resourceId).entrySet().stream()
                .map(t -> Tag.builder().key(t.getKey()).value(t.getValue()).build())
                .toList();
    }

    /** Adds tags; equal keys are overwritten. */
    void put(String resourceId, SortedMap<String, String> tags) {
        if (!tags.isEmpty()) {
            byResource.computeIfAbsent(resourceId, id -> new TreeMap<>()).putAll(tags);
        }
    }

    void remove(String resourceId, String key) {
        Optional.ofNullable(byResource.get(resourceId)).ifPresent(tags -> tags.remove(key));
    }

    /** The resource is gone, and its tags with it. */
    void forget(String resourceId) {
        byResource.remove(resourceId);
    }

    SortedMap<String, SortedMap<String, String>> all() {
        var copy = new TreeMap<String, SortedMap<String, String>>();
        byResource.forEach((id, tags) -> copy.put(id, Collections.unmodifiableSortedMap(new TreeMap<>(tags))));
        return copy;
    }
}
