package dev.kiln.local.ec2;

import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetState;

import java.util.Collection;
import java.util.Set;

/** DescribeSubnets. Each subnet is a /16, of which EC2 keeps five addresses (VPC user guide, "Subnet CIDR blocks"). */
final class SubnetQueries {
    static final Set<String> DESCRIBE = Set.of("SubnetIds");
    private static final int ADDRESSES = 65_536 - 5;

    private final Network network;
    private final Instances instances;

    SubnetQueries(Network network, Instances instances) {
        this.network = network;
        this.instances = instances;
    }

    DescribeSubnetsResponse describe(DescribeSubnetsRequest request) {
        Collection<String> ids =
                request.subnetIds().isEmpty() ? network.zoneBySubnetId().keySet() : request.subnetIds();
        return DescribeSubnetsResponse.builder()
                .subnets(ids.stream().map(this::view).toList())
                .build();
    }

    private Subnet view(String id) {
        String zone = network.zone(id)
                .orElseThrow(() ->
                        Ec2Errors.client("InvalidSubnetID.NotFound", "The subnet ID '" + id + "' does not exist"));
        return Subnet.builder()
                .subnetId(id)
                .availabilityZone(zone)
                .cidrBlock("10.%d.0.0/16".formatted(network.position(id)))
                .availableIpAddressCount(ADDRESSES - used(id))
                .state(SubnetState.AVAILABLE)
                .ownerId(Account.ID)
                .build();
    }

    /** An instance keeps its address until it is terminated. */
    private int used(String id) {
        return (int) instances
                .shown()
                .filter(machine -> machine.facts().subnetId().equals(id))
                .filter(machine -> machine.state() != InstanceStateName.TERMINATED)
                .count();
    }
}
