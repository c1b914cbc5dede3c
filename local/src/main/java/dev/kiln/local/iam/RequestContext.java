package dev.kiln.local.iam;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a request says about itself and its resource, by condition key; never changed once it is asked. */
public final class RequestContext {
    private final Map<String, List<String>> values = new TreeMap<>();

    private RequestContext() {}

    /** Knows nothing yet, but that every call of the SDK comes by TLS 1.3. */
    public static RequestContext empty() {
        return new RequestContext().with("aws:SecureTransport", "true");
    }

    /** Adds a value. */
    public RequestContext with(String key, String value) {
        values.put(ConditionKeys.normal(key), List.of(value));
        return this;
    }

    /** Adds a value if there is one. */
    public RequestContext with(String key, Optional<String> value) {
        value.ifPresent(v -> with(key, v));
        return this;
    }

    /** Adds a key with several values; an empty collection is an absent key. */
    public RequestContext withAll(String key, Collection<String> several) {
        if (!several.isEmpty()) {
            values.put(ConditionKeys.normal(key), List.copyOf(several));
        }
        return this;
    }

    /** Adds tags, each under a key like {@code aws:ResourceTag/}. */
    public RequestContext withTags(String prefix, Map<String, String> tags) {
        tags.forEach((key, value) -> with(prefix + key, value));
        return this;
    }

    List<String> values(String normalKey) {
        return values.getOrDefault(normalKey, List.of());
    }
}
