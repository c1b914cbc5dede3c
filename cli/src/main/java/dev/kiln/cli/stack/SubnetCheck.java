package dev.kiln.cli.stack;

import dev.kiln.aws.AwsCall;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceTypeOffering;
import software.amazon.awssdk.services.ec2.model.LocationType;
import software.amazon.awssdk.services.ec2.model.Subnet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether the subnets are there, have room, and lie where the instance types are offered. */
final class SubnetCheck {
    private static final String SUBJECT = "subnets";

    private final Ec2Client ec2;
    private final List<String> subnetIds;

    SubnetCheck(Ec2Client ec2, List<String> subnetIds) {
        this.ec2 = ec2;
        this.subnetIds = subnetIds;
    }

    List<Finding> of(List<String> instanceTypes) {
        var findings = new ArrayList<Finding>();
        var zones = new TreeSet<String>();
        for (String id : subnetIds) {
            subnet(id)
                    .ifPresentOrElse(
                            subnet -> {
                                zones.add(subnet.availabilityZone());
                                findings.add(room(subnet));
                            },
                            () -> findings.add(gone(id)));
        }
        if (!zones.isEmpty()) {
            findings.addAll(offered(instanceTypes, zones));
        }
        return findings;
    }

    private Optional<Subnet> subnet(String id) {
        return AwsCall.unless(
                        Set.of("InvalidSubnetID.NotFound"),
                        "DescribeSubnets (" + id + ")",
                        () -> ec2.describeSubnets(r -> r.subnetIds(id)))
                .map(DescribeSubnetsResponse::subnets)
                .map(List::getFirst);
    }

    private static Finding gone(String id) {
        return new Finding.Wrong(
                SUBJECT,
                "The subnet " + id + " of the deployment does not exist.",
                "Name one that does in kiln.yaml and deploy again.");
    }

    private static Finding room(Subnet subnet) {
        int free = subnet.availableIpAddressCount();
        return free > 0
                ? new Finding.Good(
                        SUBJECT,
                        subnet.subnetId() + " in " + subnet.availabilityZone() + ", " + free + " free addresses")
                : new Finding.Wrong(
                        SUBJECT,
                        "The subnet " + subnet.subnetId() + " has no free address.",
                        "End what uses them, or name another subnet in kiln.yaml and deploy again.");
    }

    /** A build tries each type in each subnet, so one that is offered in one of the zones will do. */
    private List<Finding> offered(List<String> types, Set<String> zones) {
        var there = AwsCall.of(
                        "DescribeInstanceTypeOfferings (" + String.join(", ", types) + ")",
                        () -> ec2.describeInstanceTypeOfferings(r -> r.locationType(LocationType.AVAILABILITY_ZONE)
                                .filters(filter("location", zones), filter("instance-type", types))))
                .instanceTypeOfferings()
                .stream()
                .map(InstanceTypeOffering::instanceTypeAsString)
                .collect(Collectors.toCollection(TreeSet::new));
        return types.stream()
                .<Finding>map(type -> there.contains(type)
                        ? new Finding.Good("type", type)
                        : new Finding.Wrong(
                                "type",
                                type + " is offered in none of the zones " + String.join(", ", zones) + ".",
                                "Name another instance type in the recipe."))
                .toList();
    }

    private static Filter filter(String name, Iterable<String> values) {
        var list = new ArrayList<String>();
        values.forEach(list::add);
        return Filter.builder().name(name).values(list).build();
    }
}
