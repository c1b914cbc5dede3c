package dev.kiln.local.ec2;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The key pairs by name. */
final class KeyPairs {
    private final TagStore tags;
    private final SortedMap<String, StoredKeyPair> byName = new TreeMap<>();

    KeyPairs(TagStore tags) {
        this.tags = tags;
    }

    void add(StoredKeyPair pair) {
        byName.put(pair.name(), pair);
    }

    List<StoredKeyPair> all() {
        return List.copyOf(byName.values());
    }

    Optional<StoredKeyPair> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    StoredKeyPair existing(String name) {
        return find(name)
                .orElseThrow(() ->
                        Ec2Errors.client("InvalidKeyPair.NotFound", "The key pair '" + name + "' does not exist"));
    }

    void remove(StoredKeyPair pair) {
        byName.remove(pair.name());
        tags.forget(pair.keyPairId());
    }
}
