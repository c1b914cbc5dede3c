package dev.kiln.local.ec2;

import java.time.Instant;
import java.util.List;

/**
 * A network interface.
 *
 * @param instanceId the instance that it was made with
 * @param attached whether it still hangs on that instance; one that outlives its instance does not
 */
public record StoredInterface(
        String interfaceId,
        String instanceId,
        String subnetId,
        String zone,
        String privateIpAddress,
        List<String> securityGroupIds,
        Instant createdAt,
        boolean attached) {
    public StoredInterface {
        securityGroupIds = List.copyOf(securityGroupIds);
    }

    static StoredInterface of(InstanceFacts facts, Instant createdAt) {
        return new StoredInterface(
                facts.networkInterfaceId(),
                facts.instanceId(),
                facts.subnetId(),
                facts.zone(),
                facts.privateIpAddress(),
                facts.securityGroupIds(),
                createdAt,
                true);
    }

    StoredInterface detached() {
        return new StoredInterface(
                interfaceId, instanceId, subnetId, zone, privateIpAddress, securityGroupIds, createdAt, false);
    }
}
