package dev.kiln.local.ssm;

import dev.kiln.local.windows.ManagedNodes;
import dev.kiln.local.windows.SsmAgent;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationRequest;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationResponse;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;
import software.amazon.awssdk.services.ssm.model.InstanceInformationStringFilter;
import software.amazon.awssdk.services.ssm.model.PingStatus;
import software.amazon.awssdk.services.ssm.model.PlatformType;
import software.amazon.awssdk.services.ssm.model.ResourceType;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What SSM knows of the machines: those whose agent has reported at least once. */
final class NodeInventory {
    /** InstanceInformationFilterList is the older form of Filters. */
    static final Set<String> FIELDS = Set.of("Filters", "MaxResults", "NextToken");

    private static final int LEAST_PAGE = 5;

    private final ManagedNodes nodes;

    NodeInventory(ManagedNodes nodes) {
        this.nodes = nodes;
    }

    DescribeInstanceInformationResponse describe(DescribeInstanceInformationRequest request) {
        var page = Pages.cut(
                instanceIds(request.filters()).flatMap(this::information).toList(),
                InstanceInformation::instanceId,
                LEAST_PAGE,
                Optional.ofNullable(request.maxResults()),
                Optional.ofNullable(request.nextToken()));
        var response = DescribeInstanceInformationResponse.builder();
        response.instanceInformationList(page.items());
        page.nextToken().ifPresent(response::nextToken);
        return response.build();
    }

    private Stream<String> instanceIds(List<InstanceInformationStringFilter> filters) {
        filters.forEach(NodeInventory::check);
        return filters.isEmpty()
                ? nodes.machines().keySet().stream()
                : filters.getFirst().values().stream()
                        .distinct()
                        .sorted()
                        .filter(id -> filters.stream()
                                .allMatch(filter -> filter.values().contains(id)));
    }

    private static void check(InstanceInformationStringFilter filter) {
        if (!"InstanceIds".equals(filter.key())) {
            throw new UnsupportedOperationException(
                    "instances are filtered by InstanceIds here, not by " + filter.key());
        }
        filter.values().stream()
                .filter(id -> !CommandOrder.INSTANCE_ID.matcher(id).matches())
                .findFirst()
                .ifPresent(id -> {
                    throw SsmErrors.invalidFilterValue(id);
                });
    }

    private Stream<InstanceInformation> information(String instanceId) {
        return nodes.machine(instanceId).stream()
                .map(machine -> machine.agent())
                .flatMap(agent -> agent.inventory().stream().map(known -> information(instanceId, agent, known)));
    }

    private static InstanceInformation information(String instanceId, SsmAgent agent, SsmAgent.Inventory known) {
        var information = InstanceInformation.builder()
                .instanceId(instanceId)
                .pingStatus(agent.seenOnline() ? PingStatus.ONLINE : PingStatus.CONNECTION_LOST)
                .agentVersion(known.agentVersion())
                .isLatestVersion(true)
                .platformType(PlatformType.WINDOWS)
                .platformName(known.platformName())
                .platformVersion(known.platformVersion())
                .resourceType(ResourceType.EC2_INSTANCE)
                .computerName(known.computerName());
        agent.lastPing().ifPresent(information::lastPingDateTime);
        return information.build();
    }
}
