package dev.kiln.local.iam;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which key encrypts what: buckets, tables and topics by their ARN.
 *
 * @param keyByResource the ARN of the key
 * @param policyByKey the policy of each key
 */
public record Encryption(SortedMap<String, String> keyByResource, SortedMap<String, ResourcePolicy> policyByKey) {
    public Encryption {
        keyByResource = new TreeMap<>(keyByResource);
        policyByKey = new TreeMap<>(policyByKey);
    }

    Optional<KeyUse> of(String resourceArn, String service) {
        return Optional.ofNullable(keyByResource.get(resourceArn))
                .map(key -> new KeyUse(policyByKey.get(key), key, service));
    }
}
