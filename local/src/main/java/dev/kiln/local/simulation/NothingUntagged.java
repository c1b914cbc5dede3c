package dev.kiln.local.simulation;

import software.amazon.awssdk.services.ec2.model.CopyImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

import java.util.List;

/** What carries no tag from its first moment belongs to nobody: no rule finds it, and no bill names it. */
final class NothingUntagged extends Invariant {
    private static final List<String> TAGS = List.of("kiln:build", "kiln:recipe", "kiln:role");

    NothingUntagged(Violations violations) {
        super(violations);
    }

    @Override
    public void before(ApiCall call) {
        if (call.request() instanceof RunInstancesRequest launch) {
            tagged(call, launch.tagSpecifications(), List.of("instance", "volume", "network-interface"));
        }
        if (call.request() instanceof CreateKeyPairRequest create) {
            tagged(call, create.tagSpecifications(), List.of("key-pair"));
        }
        if (call.request() instanceof CreateImageRequest create) {
            tagged(call, create.tagSpecifications(), List.of("image", "snapshot"));
        }
        if (call.request() instanceof CopyImageRequest copy) {
            tagged(call, copy.tagSpecifications(), List.of("image", "snapshot"));
        }
        if (call.request() instanceof CreateSnapshotsRequest take) {
            tagged(call, take.tagSpecifications(), List.of("snapshot"));
        }
    }

    private void tagged(ApiCall call, List<TagSpecification> specifications, List<String> types) {
        for (String type : types) {
            for (String tag : TAGS) {
                require(
                        Requested.tag(specifications, type, tag).isPresent(),
                        () -> call + " makes a resource of type " + type + " without the tag " + tag);
            }
        }
    }
}
