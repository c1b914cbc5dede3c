package dev.kiln.local.simulation;

import dev.kiln.local.account.LocalAccount;
import software.amazon.awssdk.services.ec2.model.Instance;

import java.util.List;
import java.util.Optional;

/** The machines of this deployment in the account. */
final class Machines {
    private static final List<String> GONE = List.of("terminated", "shutting-down");

    private Machines() {}

    /** Those that are not terminated, in the order of their ids. */
    static List<Instance> ours(LocalAccount account) {
        return account.ec2().describeInstances().reservations().stream()
                .flatMap(r -> r.instances().stream())
                .filter(i -> !GONE.contains(i.state().nameAsString()))
                .filter(i -> build(i).isPresent())
                .sorted((a, b) -> a.instanceId().compareTo(b.instanceId()))
                .toList();
    }

    /** The build that a machine belongs to; empty for a stranger's. */
    static Optional<String> build(Instance instance) {
        boolean elsewhere =
                tag(instance, "kiln:deployment").filter("elsewhere"::equals).isPresent();
        return elsewhere ? Optional.empty() : tag(instance, "kiln:build");
    }

    static Optional<String> tag(Instance instance, String key) {
        return instance.tags().stream()
                .filter(t -> t.key().equals(key))
                .map(t -> t.value())
                .findFirst();
    }
}
