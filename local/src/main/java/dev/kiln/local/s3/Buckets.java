package dev.kiln.local.s3;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The buckets of the account. */
final class Buckets {
    private final Map<String, Bucket> byName = new TreeMap<>();

    /** Makes a bucket; one that exists stays as it is, as S3 answers its owner in us-east-1. */
    void create(String name) {
        byName.computeIfAbsent(name, Bucket::new);
    }

    Bucket named(String name) {
        return Optional.ofNullable(byName.get(name)).orElseThrow(S3Errors::noSuchBucket);
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    List<S3State.Bucket> state() {
        return byName.values().stream().map(Bucket::state).toList();
    }

    void restore(List<S3State.Bucket> buckets) {
        byName.clear();
        buckets.forEach(bucket -> byName.put(bucket.name(), Bucket.restored(bucket)));
    }
}
