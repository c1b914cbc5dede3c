package dev.kiln.local.ec2;

import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesResponse;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The calls that start, stop and terminate instances: each for all the instances named, or for none. */
final class InstanceCalls {
    static final Set<String> START = Set.of("InstanceIds");
    static final Set<String> STOP = Set.of("InstanceIds", "Force");
    static final Set<String> TERMINATE = Set.of("InstanceIds");

    private final Instances instances;
    private final Hosts hosts;

    private final QuotaCheck quotas;

    InstanceCalls(Instances instances, Hosts hosts, QuotaCheck quotas) {
        this.quotas = quotas;
        this.instances = instances;
        this.hosts = hosts;
    }

    StartInstancesResponse start(StartInstancesRequest request) {
        var machines = named(request.instanceIds());
        machines.forEach(this::checkStart);
        quotas.checkProcessors(machines.stream()
                .filter(machine -> machine.state() == InstanceStateName.STOPPED)
                .map(machine -> machine.facts().instanceType())
                .toList());
        return StartInstancesResponse.builder()
                .startingInstances(change(machines, Machine::start))
                .build();
    }

    private void checkStart(Machine machine) {
        switch (machine.state()) {
            case STOPPED ->
                hosts.checkCapacity(machine.facts().zone(), machine.facts().instanceType());
            case PENDING, RUNNING -> {
                // It starts already, or has.
            }
            case STOPPING, SHUTTING_DOWN, TERMINATED, UNKNOWN_TO_SDK_VERSION ->
                throw incorrectState("The instance '%s' is not in a state from which it can be started.", machine);
        }
    }

    StopInstancesResponse stop(StopInstancesRequest request) {
        var machines = named(request.instanceIds());
        machines.forEach(InstanceCalls::checkStop);
        boolean force = Boolean.TRUE.equals(request.force());
        return StopInstancesResponse.builder()
                .stoppingInstances(change(machines, machine -> machine.stop(force)))
                .build();
    }

    private static void checkStop(Machine machine) {
        switch (machine.state()) {
            case RUNNING, STOPPING, STOPPED -> {
                // It can be stopped, or is.
            }
            case PENDING ->
                throw incorrectState(
                        "Instance '%s' cannot be stopped as it has never reached the 'running' state.", machine);
            case SHUTTING_DOWN, TERMINATED, UNKNOWN_TO_SDK_VERSION ->
                throw incorrectState("The instance '%s' is not in a state from which it can be stopped.", machine);
        }
    }

    private static Ec2Exception incorrectState(String message, Machine machine) {
        return Ec2Errors.client(
                "IncorrectInstanceState", message.formatted(machine.facts().instanceId()));
    }

    TerminateInstancesResponse terminate(TerminateInstancesRequest request) {
        return TerminateInstancesResponse.builder()
                .terminatingInstances(change(named(request.instanceIds()), Machine::terminate))
                .build();
    }

    private List<Machine> named(List<String> instanceIds) {
        if (instanceIds.isEmpty()) {
            throw Ec2Errors.missing("InstanceId");
        }
        return instances.existing(instanceIds);
    }

    private static List<InstanceStateChange> change(List<Machine> machines, Consumer<Machine> how) {
        var changes = new ArrayList<InstanceStateChange>();
        for (Machine machine : machines) {
            InstanceStateName before = machine.state();
            how.accept(machine);
            changes.add(InstanceStateChange.builder()
                    .instanceId(machine.facts().instanceId())
                    .previousState(InstanceView.state(before))
                    .currentState(InstanceView.state(machine.state()))
                    .build());
        }
        return changes;
    }
}
