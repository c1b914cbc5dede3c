package dev.kiln.local.ec2;

import software.amazon.awssdk.services.ec2.model.ArchitectureValues;
import software.amazon.awssdk.services.ec2.model.AttachmentStatus;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.HypervisorType;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfile;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsResponse;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsState;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstanceState;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Placement;
import software.amazon.awssdk.services.ec2.model.StateReason;
import software.amazon.awssdk.services.ec2.model.VirtualizationType;

import java.util.List;
import java.util.Locale;

/** Instances as EC2 describes them. */
final class InstanceView {
    private final Store store;

    InstanceView(Store store) {
        this.store = store;
    }

    Instance of(Machine machine) {
        var facts = machine.facts();
        var life = machine.life();
        var instance = Instance.builder()
                .instanceId(facts.instanceId())
                .imageId(facts.imageId())
                .instanceType(facts.instanceType())
                .state(state(life.state()))
                .stateTransitionReason(life.transitionReason())
                .launchTime(life.launchedAt())
                .amiLaunchIndex(0)
                .placement(Placement.builder()
                        .availabilityZone(facts.zone())
                        .tenancy("default")
                        .build())
                .metadataOptions(metadata(facts.metadata()))
                .rootDeviceName(facts.rootDeviceName())
                .rootDeviceType(DeviceType.EBS)
                .blockDeviceMappings(devices(facts))
                .securityGroups(groups(facts))
                .tags(store.tags().list(facts.instanceId()));
        life.reason().ifPresent(r -> instance.stateReason(reason(r)));
        facts.clientToken().ifPresent(instance::clientToken);
        facts.keyName().ifPresent(instance::keyName);
        facts.instanceProfile().ifPresent(name -> instance.iamInstanceProfile(profile(name)));
        windows(instance);
        if (life.state() != InstanceStateName.TERMINATED) {
            addNetwork(instance, facts);
        }
        return instance.build();
    }

    private static void windows(Instance.Builder instance) {
        instance.architecture(ArchitectureValues.X86_64)
                // On the wire it is in lower case, which the SDK has no constant for.
                .platform("windows")
                .platformDetails("Windows")
                .usageOperation("RunInstances:0002")
                .virtualizationType(VirtualizationType.HVM)
                .hypervisor(HypervisorType.XEN)
                .enaSupport(true);
    }

    /** A terminated instance has lost its network interface. */
    private static void addNetwork(Instance.Builder instance, InstanceFacts facts) {
        instance.subnetId(facts.subnetId())
                .vpcId(Account.VPC)
                .privateIpAddress(facts.privateIpAddress())
                .privateDnsName("ip-" + facts.privateIpAddress().replace('.', '-') + ".ec2.internal")
                .networkInterfaces(InstanceNetworkInterface.builder()
                        .networkInterfaceId(facts.networkInterfaceId())
                        .subnetId(facts.subnetId())
                        .vpcId(Account.VPC)
                        .ownerId(Account.ID)
                        .privateIpAddress(facts.privateIpAddress())
                        .groups(groups(facts))
                        .build());
    }

    private static List<GroupIdentifier> groups(InstanceFacts facts) {
        return facts.securityGroupIds().stream()
                .map(id -> GroupIdentifier.builder().groupId(id).build())
                .toList();
    }

    private static IamInstanceProfile profile(String name) {
        return IamInstanceProfile.builder()
                .arn(Account.instanceProfileArn(name))
                .build();
    }

    private static InstanceMetadataOptionsResponse metadata(InstanceFacts.MetadataService metadata) {
        return InstanceMetadataOptionsResponse.builder()
                .state(InstanceMetadataOptionsState.APPLIED)
                .httpTokens(metadata.httpTokens())
                .httpPutResponseHopLimit(metadata.hopLimit())
                .httpEndpoint(metadata.httpEndpoint())
                .instanceMetadataTags(metadata.instanceTags())
                .build();
    }

    private List<InstanceBlockDeviceMapping> devices(InstanceFacts facts) {
        return store.volumes().of(facts).stream()
                .map(volume -> InstanceBlockDeviceMapping.builder()
                        .deviceName(volume.deviceName())
                        .ebs(e -> e.volumeId(volume.volumeId())
                                .attachTime(volume.createdAt())
                                .deleteOnTermination(volume.spec().deleteOnTermination())
                                .status(AttachmentStatus.ATTACHED))
                        .build())
                .toList();
    }

    static StateReason reason(StoredReason reason) {
        return StateReason.builder()
                .code(reason.code())
                .message(reason.message())
                .build();
    }

    /** A state with the number that EC2 gives it. */
    static InstanceState state(InstanceStateName name) {
        return InstanceState.builder().name(name).code(code(name)).build();
    }

    private static int code(InstanceStateName name) {
        return switch (name) {
            case PENDING -> 0;
            case RUNNING -> 16;
            case SHUTTING_DOWN -> 32;
            case TERMINATED -> 48;
            case STOPPING -> 64;
            case STOPPED -> 80;
            case UNKNOWN_TO_SDK_VERSION ->
                throw new IllegalStateException("no such state: " + name.name().toLowerCase(Locale.ROOT));
        };
    }
}
