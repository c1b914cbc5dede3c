package dev.kiln.infra.config;

import java.util.List;
import java.util.Optional;

/** Where builders run. */
public sealed interface NetworkConfig {
    /**
     * A VPC of Kiln's own with private subnets in two zones.
     *
     * @param nat whether builders reach the internet, for example Windows Update
     * @param endpoints whether SSM and logs are reached by endpoints inside the VPC
     */
    record Own(String cidr, boolean nat, boolean endpoints) implements NetworkConfig {}

    /**
     * A VPC that is there.
     *
     * @param subnetIds at least one; builders are tried in their order
     * @param securityGroupId empty: one without inbound rules is made
     */
    record Brought(String vpcId, List<String> subnetIds, Optional<String> securityGroupId) implements NetworkConfig {
        public Brought {
            subnetIds = List.copyOf(subnetIds);
        }
    }
}
