package dev.kiln.local.simulation;

import dev.kiln.local.account.LocalAccount;
import software.amazon.awssdk.services.ec2.model.CopyImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.DeregisterImageRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ssm.model.SendCommandRequest;

import java.util.List;

/** What is not ours is not changed, whatever its name or tags look like. */
final class NoStrangerTouched extends Invariant {
    private final LocalAccount account;

    NoStrangerTouched(Violations violations, LocalAccount account) {
        super(violations);
        this.account = account;
    }

    @Override
    public void before(ApiCall call) {
        touched(call).forEach(id -> require(!strange(id), () -> call + " touches " + id + ", which is not ours"));
    }

    private static List<String> touched(ApiCall call) {
        return switch (call.request()) {
            case StartInstancesRequest start -> start.instanceIds();
            case StopInstancesRequest stop -> stop.instanceIds();
            case TerminateInstancesRequest terminate -> terminate.instanceIds();
            case CreateTagsRequest tag -> tag.resources();
            case DeregisterImageRequest deregister -> List.of(deregister.imageId());
            case CopyImageRequest copy -> List.of(copy.sourceImageId());
            case CreateImageRequest create -> List.of(create.instanceId());
            case DeleteSnapshotRequest delete -> List.of(delete.snapshotId());
            case SendCommandRequest send -> send.instanceIds();
            default -> List.of();
        };
    }

    /** What EC2 does not know any more cannot be touched. */
    private boolean strange(String id) {
        return account.ec2()
                .tags(id)
                .filter(tags ->
                        !tags.containsKey("kiln:build") || "elsewhere".equals(tags.getOrDefault("kiln:deployment", "")))
                .isPresent();
    }
}
