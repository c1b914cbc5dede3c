package dev.kiln.local.ec2;

import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputResponse;
import software.amazon.awssdk.services.ec2.model.GetConsoleScreenshotRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleScreenshotResponse;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Reservation;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The calls that only look at instances. */
final class InstanceQueries {
    static final Set<String> DESCRIBE = Set.of("InstanceIds", "Filters", "MaxResults", "NextToken");
    static final Set<String> CONSOLE = Set.of("InstanceId", "Latest");
    static final Set<String> SCREENSHOT = Set.of("InstanceId");
    private static final int SMALLEST_PAGE = 5;

    private final Engine engine;
    private final Instances instances;
    private final InstanceView view;
    private final Filters<Machine> filters;

    InstanceQueries(Engine engine, Store store) {
        this.engine = engine;
        this.instances = store.instances();
        this.view = new InstanceView(store);
        this.filters = new Filters<>(
                Map.of(
                        "instance-id", m -> Stream.of(m.facts().instanceId()),
                        "instance-state-name", m -> Stream.of(m.state().toString()),
                        "image-id", m -> Stream.of(m.facts().imageId()),
                        "instance-type", m -> Stream.of(m.facts().instanceType()),
                        "subnet-id", m -> Stream.of(m.facts().subnetId()),
                        "availability-zone", m -> Stream.of(m.facts().zone()),
                        "client-token", m -> m.facts().clientToken().stream(),
                        "private-ip-address", m -> Stream.of(m.facts().privateIpAddress())),
                m -> store.tags().of(m.facts().instanceId()));
    }

    DescribeInstancesResponse describe(DescribeInstancesRequest request) {
        if (!request.instanceIds().isEmpty() && request.maxResults() != null) {
            throw Ec2Errors.invalidCombination(
                    "The parameter instancesSet cannot be used with the parameter maxResults");
        }
        var candidates = request.instanceIds().isEmpty()
                ? instances.shown()
                : instances.existing(request.instanceIds()).stream();
        var page = Pages.cut(
                candidates.filter(filters.of(request.filters())).toList(),
                SMALLEST_PAGE,
                Optional.ofNullable(request.maxResults()),
                Optional.ofNullable(request.nextToken()));
        var response = DescribeInstancesResponse.builder()
                .reservations(page.items().stream().map(this::reservation).toList());
        page.nextToken().ifPresent(response::nextToken);
        return response.build();
    }

    private Reservation reservation(Machine machine) {
        return Reservation.builder()
                .reservationId(machine.facts().reservationId())
                .ownerId(Account.ID)
                .instances(view.of(machine))
                .build();
    }

    GetConsoleScreenshotResponse consoleScreenshot(GetConsoleScreenshotRequest request) {
        var machine = instances.existing(
                Optional.ofNullable(request.instanceId()).orElseThrow(() -> Ec2Errors.missing("instanceId")));
        if (machine.state() != InstanceStateName.RUNNING) {
            throw Ec2Errors.client(
                    "IncorrectInstanceState",
                    "The instance '%s' is not in the 'running' state.".formatted(request.instanceId()));
        }
        byte[] picture = Screenshot.of(machine.guest().consoleOutput());
        return GetConsoleScreenshotResponse.builder()
                .instanceId(request.instanceId())
                .imageData(Base64.getEncoder().encodeToString(picture))
                .build();
    }

    GetConsoleOutputResponse consoleOutput(GetConsoleOutputRequest request) {
        var machine = instances.existing(
                Optional.ofNullable(request.instanceId()).orElseThrow(() -> Ec2Errors.missing("instanceId")));
        var text = machine.guest().consoleOutput();
        return GetConsoleOutputResponse.builder()
                .instanceId(request.instanceId())
                .timestamp(engine.now())
                .output(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))
                .build();
    }
}
