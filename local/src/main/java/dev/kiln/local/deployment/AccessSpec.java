package dev.kiln.local.deployment;

import dev.kiln.local.iam.Encryption;
import dev.kiln.local.iam.ResourcePolicy;
import dev.kiln.local.iam.Role;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who may do what.
 *
 * @param roles by ARN
 * @param functions the policy of each function, by the ARN of its alias: who may invoke it
 * @param queues the policy of each queue, by ARN
 * @param topics the policy of each topic, by ARN
 * @param buckets the policy of each bucket, by name
 * @param encryption which key encrypts what
 * @param roleByProfile the ARN of the role in each instance profile
 */
public record AccessSpec(
        SortedMap<String, Role> roles,
        SortedMap<String, ResourcePolicy> functions,
        SortedMap<String, ResourcePolicy> queues,
        SortedMap<String, ResourcePolicy> topics,
        SortedMap<String, ResourcePolicy> buckets,
        Encryption encryption,
        SortedMap<String, String> roleByProfile) {
    public AccessSpec {
        roles = Collections.unmodifiableSortedMap(new TreeMap<>(roles));
        functions = Collections.unmodifiableSortedMap(new TreeMap<>(functions));
        queues = Collections.unmodifiableSortedMap(new TreeMap<>(queues));
        topics = Collections.unmodifiableSortedMap(new TreeMap<>(topics));
        buckets = Collections.unmodifiableSortedMap(new TreeMap<>(buckets));
        roleByProfile = Collections.unmodifiableSortedMap(new TreeMap<>(roleByProfile));
    }

    /** A role by its ARN. */
    public Optional<Role> findRole(String arn) {
        return Optional.ofNullable(roles.get(arn));
    }

    /** A role that the templates name, and so must make. */
    public Role role(String arn) {
        return findRole(arn).orElseThrow(() -> new IllegalStateException("the templates make no role " + arn));
    }

    /** The policy of a function; one that nobody gave a permission for lets no service in. */
    public ResourcePolicy function(String arn) {
        return functions.getOrDefault(arn, new ResourcePolicy(arn, List.of()));
    }

    /** The policy of a queue; one without lets no service in. */
    public ResourcePolicy queue(String arn) {
        return queues.getOrDefault(arn, new ResourcePolicy(arn, List.of()));
    }
}
