package dev.kiln.local.ec2;

import software.amazon.awssdk.services.ec2.model.AttachmentStatus;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** DescribeNetworkInterfaces and DeleteNetworkInterface. */
final class InterfaceCalls {
    static final Set<String> DESCRIBE = Set.of("NetworkInterfaceIds", "Filters", "MaxResults", "NextToken");
    static final Set<String> DELETE = Set.of("NetworkInterfaceId");
    private static final int SMALLEST_PAGE = 5;

    private final Store store;
    private final Filters<StoredInterface> filters;

    InterfaceCalls(Store store) {
        this.store = store;
        this.filters = new Filters<>(
                Map.of(
                        "network-interface-id", n -> Stream.of(n.interfaceId()),
                        "status", n -> Stream.of(status(n).toString()),
                        "subnet-id", n -> Stream.of(n.subnetId()),
                        "attachment.instance-id", n -> n.attached() ? Stream.of(n.instanceId()) : Stream.empty()),
                n -> store.tags().of(n.interfaceId()));
    }

    DescribeNetworkInterfacesResponse describe(DescribeNetworkInterfacesRequest request) {
        var candidates = request.networkInterfaceIds().isEmpty()
                ? store.interfaces().all().stream()
                : request.networkInterfaceIds().stream().map(store.interfaces()::existing);
        var page = Pages.cut(
                candidates.filter(filters.of(request.filters())).toList(),
                SMALLEST_PAGE,
                Optional.ofNullable(request.maxResults()),
                Optional.ofNullable(request.nextToken()));
        var response = DescribeNetworkInterfacesResponse.builder()
                .networkInterfaces(page.items().stream().map(this::view).toList());
        page.nextToken().ifPresent(response::nextToken);
        return response.build();
    }

    private static NetworkInterfaceStatus status(StoredInterface networkInterface) {
        return networkInterface.attached() ? NetworkInterfaceStatus.IN_USE : NetworkInterfaceStatus.AVAILABLE;
    }

    private NetworkInterface view(StoredInterface networkInterface) {
        var view = NetworkInterface.builder()
                .networkInterfaceId(networkInterface.interfaceId())
                .ownerId(Account.ID)
                .vpcId(Account.VPC)
                .subnetId(networkInterface.subnetId())
                .availabilityZone(networkInterface.zone())
                .privateIpAddress(networkInterface.privateIpAddress())
                .groups(networkInterface.securityGroupIds().stream()
                        .map(id -> GroupIdentifier.builder().groupId(id).build())
                        .toList())
                .status(status(networkInterface))
                .tagSet(store.tags().list(networkInterface.interfaceId()));
        if (networkInterface.attached()) {
            view.attachment(attachment(networkInterface));
        }
        return view.build();
    }

    private static NetworkInterfaceAttachment attachment(StoredInterface networkInterface) {
        return NetworkInterfaceAttachment.builder()
                .instanceId(networkInterface.instanceId())
                .instanceOwnerId(Account.ID)
                .deviceIndex(0)
                .attachTime(networkInterface.createdAt())
                .deleteOnTermination(true)
                .status(AttachmentStatus.ATTACHED)
                .build();
    }

    /** What hangs on an instance is refused with the code and text that are seen in the field. */
    DeleteNetworkInterfaceResponse delete(DeleteNetworkInterfaceRequest request) {
        String id = Optional.ofNullable(request.networkInterfaceId())
                .orElseThrow(() -> Ec2Errors.missing("networkInterfaceId"));
        if (store.interfaces().existing(id).attached()) {
            throw Ec2Errors.invalidValue("Network interface '" + id + "' is currently in use.");
        }
        store.interfaces().remove(id);
        return DeleteNetworkInterfaceResponse.builder().build();
    }
}
