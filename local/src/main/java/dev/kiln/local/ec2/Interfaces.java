package dev.kiln.local.ec2;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The network interfaces by id. */
final class Interfaces {
    private static final String PREFIX = "eni";

    private final TagStore tags;
    private final Map<String, StoredInterface> byId = new LinkedHashMap<>();

    Interfaces(TagStore tags) {
        this.tags = tags;
    }

    void add(StoredInterface networkInterface) {
        byId.put(networkInterface.interfaceId(), networkInterface);
    }

    List<StoredInterface> all() {
        return List.copyOf(byId.values());
    }

    Optional<StoredInterface> find(String interfaceId) {
        return Optional.ofNullable(byId.get(interfaceId));
    }

    StoredInterface existing(String interfaceId) {
        if (!Ids.wellFormed(PREFIX, interfaceId)) {
            throw Ec2Errors.malformedId("InvalidNetworkInterfaceId.Malformed", interfaceId, PREFIX);
        }
        return find(interfaceId)
                .orElseThrow(() -> Ec2Errors.client(
                        "InvalidNetworkInterfaceID.NotFound",
                        "The networkInterface ID '" + interfaceId + "' does not exist"));
    }

    void remove(String interfaceId) {
        byId.remove(interfaceId);
        tags.forget(interfaceId);
    }

    /** The instance has ended: its interface goes with it, or comes off. */
    void release(InstanceFacts instance, Leftovers leftovers) {
        find(instance.networkInterfaceId()).ifPresent(networkInterface -> {
            if (leftovers.stays(networkInterface.interfaceId())) {
                add(networkInterface.detached());
            } else {
                remove(networkInterface.interfaceId());
            }
        });
    }
}
