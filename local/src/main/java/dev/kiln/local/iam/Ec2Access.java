package dev.kiln.local.iam;

import software.amazon.awssdk.services.ec2.model.CopyImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.DeregisterImageRequest;
import software.amazon.awssdk.services.ec2.model.EnableFastLaunchRequest;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What calls of EC2 need (Service Authorization Reference, "Actions, resources, and condition keys for Amazon EC2"; EC2
 * user guide, "Grant permission to tag Amazon EC2 resources during creation").
 *
 * <p>What a call makes has no id yet: its ARN ends with an asterisk.
 */
final class Ec2Access {
    private static final String RUN = "ec2:RunInstances";
    private static final String IMAGE = "ec2:CreateImage";
    private static final String FAST_LAUNCH = "ec2:EnableFastLaunch";
    private static final String COPY = "ec2:CopyImage";
    private static final String SNAPSHOTS = "ec2:CreateSnapshots";
    private static final String TAGS = "ec2:CreateTags";
    private static final String REQUEST_TAG = "aws:RequestTag/";

    private final Ec2Resources resources;

    Ec2Access(Ec2Resources resources) {
        this.resources = resources;
    }

    List<AccessRequest> runInstances(RunInstancesRequest request) {
        var needed = new ArrayList<AccessRequest>();
        var profile = Optional.ofNullable(request.iamInstanceProfile()).map(p -> p.name());
        needed.add(AccessRequest.on(RUN, arn("image", request.imageId())));
        needed.add(AccessRequest.on(RUN, arn("subnet", request.subnetId())));
        request.blockDeviceMappings().stream()
                .flatMap(device -> Optional.ofNullable(device.ebs()).stream())
                .flatMap(ebs -> Optional.ofNullable(ebs.snapshotId()).stream())
                .forEach(id -> needed.add(AccessRequest.on(RUN, arn("snapshot", id))));
        request.securityGroupIds().forEach(id -> needed.add(AccessRequest.on(RUN, arn("security-group", id))));
        needed.add(new AccessRequest(
                RUN,
                arn("instance", "*"),
                requested(ResourceType.INSTANCE, request.tagSpecifications())
                        .with("ec2:InstanceType", request.instanceTypeAsString())
                        .with(
                                "ec2:MetadataHttpTokens",
                                Optional.ofNullable(request.metadataOptions()).map(o -> o.httpTokensAsString()))
                        .with("ec2:InstanceProfile", profile.map(name -> Arns.iam("instance-profile/" + name)))));
        needed.add(new AccessRequest(
                RUN, arn("volume", "*"), requested(ResourceType.VOLUME, request.tagSpecifications())));
        needed.add(new AccessRequest(
                RUN,
                arn("network-interface", "*"),
                requested(ResourceType.NETWORK_INTERFACE, request.tagSpecifications())
                        .with("ec2:Subnet", arn("subnet", request.subnetId()))));
        Optional.ofNullable(request.keyName())
                .ifPresent(name -> needed.add(AccessRequest.on(RUN, arn("key-pair", name))));
        needed.addAll(tagsAtCreation("RunInstances", request.tagSpecifications()));
        profile.flatMap(resources::roleOf).ifPresent(role -> needed.add(passRole(role)));
        return needed;
    }

    private static AccessRequest passRole(String role) {
        return new AccessRequest(
                "iam:PassRole", role, RequestContext.empty().with("iam:PassedToService", "ec2.amazonaws.com"));
    }

    List<AccessRequest> createKeyPair(CreateKeyPairRequest request) {
        var needed = new ArrayList<AccessRequest>();
        needed.add(new AccessRequest(
                "ec2:CreateKeyPair",
                arn("key-pair", request.keyName()),
                requested(ResourceType.KEY_PAIR, request.tagSpecifications())));
        needed.addAll(tagsAtCreation("CreateKeyPair", request.tagSpecifications()));
        return needed;
    }

    List<AccessRequest> deleteKeyPair(DeleteKeyPairRequest request) {
        return resources.keyPairTags(request.keyName()).stream()
                .map(tags -> new AccessRequest(
                        "ec2:DeleteKeyPair", arn("key-pair", request.keyName()), tagged(RequestContext.empty(), tags)))
                .toList();
    }

    List<AccessRequest> createImage(CreateImageRequest request) {
        var needed = new ArrayList<>(on(IMAGE, request.instanceId()));
        needed.add(new AccessRequest(
                IMAGE, arn("image", "*"), requested(ResourceType.IMAGE, request.tagSpecifications())));
        needed.add(new AccessRequest(
                IMAGE, arn("snapshot", "*"), requested(ResourceType.SNAPSHOT, request.tagSpecifications())));
        needed.addAll(tagsAtCreation("CreateImage", request.tagSpecifications()));
        return needed;
    }

    /** Deleting the snapshots with the image needs the action of deleting them, too. */
    List<AccessRequest> deregisterImage(DeregisterImageRequest request) {
        var needed = new ArrayList<>(on("ec2:DeregisterImage", request.imageId()));
        if (Boolean.TRUE.equals(request.deleteAssociatedSnapshots())) {
            needed.addAll(onAll("ec2:DeleteSnapshot", resources.snapshotsOf(request.imageId())));
        }
        return needed;
    }

    /** The volumes are named by nobody: EC2 finds them on the instance. */
    List<AccessRequest> createSnapshots(CreateSnapshotsRequest request) {
        var needed =
                new ArrayList<>(on(SNAPSHOTS, request.instanceSpecification().instanceId()));
        needed.add(AccessRequest.on(SNAPSHOTS, arn("volume", "*")));
        needed.add(new AccessRequest(
                SNAPSHOTS, arn("snapshot", "*"), requested(ResourceType.SNAPSHOT, request.tagSpecifications())));
        needed.addAll(tagsAtCreation("CreateSnapshots", request.tagSpecifications()));
        return needed;
    }

    /** EC2 user guide, "Permissions required to copy": the source, and what the region makes of it. */
    List<AccessRequest> copyImage(CopyImageRequest request) {
        var needed = new ArrayList<>(on(COPY, request.sourceImageId()));
        needed.add(
                new AccessRequest(COPY, arn("image", "*"), requested(ResourceType.IMAGE, request.tagSpecifications())));
        needed.addAll(tagsAtCreation("CopyImage", request.tagSpecifications()));
        return needed;
    }

    List<AccessRequest> enableFastLaunch(EnableFastLaunchRequest request) {
        var needed = new ArrayList<>(on(FAST_LAUNCH, request.imageId()));
        Optional.ofNullable(request.launchTemplate())
                .map(template -> arn("launch-template", template.launchTemplateId()))
                .ifPresent(template -> needed.add(AccessRequest.on(FAST_LAUNCH, template)));
        return needed;
    }

    List<AccessRequest> createTags(CreateTagsRequest request) {
        return request.resources().stream()
                .map(id -> new AccessRequest(
                        TAGS,
                        arn(id),
                        tagged(context(request.tags()), resources.tags(id).orElseGet(TreeMap::new))))
                .toList();
    }

    /** An action on resources that exist, each as {@link #on} has it. */
    List<AccessRequest> onAll(String action, List<String> ids) {
        return ids.stream().flatMap(id -> on(action, id).stream()).toList();
    }

    /**
     * An action on a resource that exists. One that EC2 does not know has no tags to decide by; EC2 then says that it
     * does not exist.
     */
    List<AccessRequest> on(String action, String id) {
        return resources.tags(id).stream()
                .map(tags -> new AccessRequest(action, arn(id), tagged(RequestContext.empty(), tags)))
                .toList();
    }

    /** Tags in the call that makes a resource need the action of tagging, too. */
    private static List<AccessRequest> tagsAtCreation(String call, List<TagSpecification> specifications) {
        return specifications.stream()
                .map(s -> new AccessRequest(
                        TAGS,
                        arn(s.resourceTypeAsString(), "*"),
                        context(s.tags()).with("ec2:CreateAction", call)))
                .toList();
    }

    private static RequestContext requested(ResourceType type, List<TagSpecification> specifications) {
        return context(specifications.stream()
                .filter(s -> s.resourceType() == type)
                .flatMap(s -> s.tags().stream())
                .toList());
    }

    private static RequestContext context(List<Tag> tags) {
        var byKey = new TreeMap<String, String>();
        tags.forEach(t -> byKey.put(t.key(), t.value()));
        return RequestContext.empty().withTags(REQUEST_TAG, byKey).withAll("aws:TagKeys", byKey.keySet());
    }

    private static RequestContext tagged(RequestContext context, SortedMap<String, String> tags) {
        return context.withTags("aws:ResourceTag/", tags).withTags("ec2:ResourceTag/", tags);
    }

    private static String arn(String resourceId) {
        return switch (resourceId.replaceFirst("-.*", "")) {
            case "ami" -> arn("image", resourceId);
            case "snap" -> arn("snapshot", resourceId);
            case "i" -> arn("instance", resourceId);
            case "vol" -> arn("volume", resourceId);
            case "eni" -> arn("network-interface", resourceId);
            default ->
                throw new UnsupportedOperationException("the local account does not know who may act on " + resourceId);
        };
    }

    private static String arn(String type, String id) {
        return switch (type) {
            case "image", "snapshot" -> Arns.ownerless("ec2", type + "/" + id);
            default -> Arns.of("ec2", type + "/" + id);
        };
    }
}
