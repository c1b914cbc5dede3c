package dev.kiln.local.step;

import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationRequest;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationResponse;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;
import software.amazon.awssdk.services.ssm.model.PingStatus;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** SSM's inventory with the last report of one agent. */
final class ScriptedAgent implements SsmClient {
    Optional<Instant> lastPing = Optional.empty();

    @Override
    public DescribeInstanceInformationResponse describeInstanceInformation(DescribeInstanceInformationRequest request) {
        List<InstanceInformation> agents = lastPing.stream()
                .map(ping -> InstanceInformation.builder()
                        .instanceId(request.filters().getFirst().values().getFirst())
                        .pingStatus(PingStatus.ONLINE)
                        .lastPingDateTime(ping)
                        .build())
                .toList();
        return DescribeInstanceInformationResponse.builder()
                .instanceInformationList(agents)
                .build();
    }

    @Override
    public String serviceName() {
        return "ssm";
    }

    @Override
    public void close() {}
}
