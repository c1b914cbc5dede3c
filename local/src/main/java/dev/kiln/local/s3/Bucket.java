package dev.kiln.local.s3;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The versions of one bucket, by key. Keys are ordered by their UTF-8 bytes, as S3 lists them. */
final class Bucket {
    private static final Comparator<String> BY_BYTES = (left, right) ->
            Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));

    private final String name;
    private final NavigableMap<String, List<S3State.Version>> keys = new TreeMap<>(BY_BYTES);

    Bucket(String name) {
        this.name = name;
    }

    static Bucket restored(S3State.Bucket state) {
        var bucket = new Bucket(state.name());
        state.keys().forEach(key -> bucket.keys.put(key.key(), new ArrayList<>(key.versions())));
        return bucket;
    }

    S3State.Bucket state() {
        return new S3State.Bucket(
                name,
                keys.entrySet().stream()
                        .map(e -> new S3State.Key(e.getKey(), e.getValue()))
                        .toList());
    }

    void add(String key, S3State.Version version) {
        keys.computeIfAbsent(key, k -> new ArrayList<>()).add(version);
    }

    /** Removes one version for good, and the key with its last one. */
    void remove(String key, S3State.Version version) {
        var versions = keys.get(key);
        versions.remove(version);
        if (versions.isEmpty()) {
            keys.remove(key);
        }
    }

    Optional<S3State.Version> latest(String key) {
        return Optional.ofNullable(keys.get(key)).map(List::getLast);
    }

    Optional<S3State.Version> version(String key, String versionId) {
        return keys.getOrDefault(key, List.of()).stream()
                .filter(version -> version.versionId().equals(versionId))
                .findFirst();
    }

    /** The keys after one that have an object, in order. */
    List<String> keysAfter(String last, String prefix) {
        return keys.tailMap(last, false).entrySet().stream()
                .filter(e -> e.getKey().startsWith(prefix))
                .filter(e -> e.getValue().getLast().content().isPresent())
                .map(e -> e.getKey())
                .toList();
    }
}
