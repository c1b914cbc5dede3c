package dev.kiln.local.ec2;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.event.EventSink;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Tells what happened in the shapes of the EC2 and EBS user guides. */
final class Ec2Events {
    private static final String SOURCE = "aws.ec2";

    private final EventSink sink;
    private final Ids ids;

    Ec2Events(EventSink sink, Ids ids) {
        this.sink = sink;
        this.ids = ids;
    }

    void instance(String instanceId, InstanceStateName state) {
        tell(
                "EC2 Instance State-change Notification",
                Account.instanceArn(instanceId),
                detail().put("instance-id", instanceId).put("state", state.toString()));
    }

    /** An image became available, failed or was deregistered; EC2 tells of no other state. */
    void image(String imageId, String state, String errorMessage) {
        tell(
                "EC2 AMI State Change",
                Account.imageArn(imageId),
                detail().put("RequestId", ids.request())
                        .put("ImageId", imageId)
                        .put("State", state)
                        .put("ErrorMessage", errorMessage));
    }

    /** Fast launches of an image have come to another state. */
    void fastLaunch(String imageId, String state) {
        tell(
                "EC2 Fast Launch State-change Notification",
                Account.imageArn(imageId),
                detail().put("imageId", imageId)
                        .put("resourceType", "snapshot")
                        .put("state", state)
                        .put("stateTransitionReason", "Client.UserInitiated"));
    }

    void snapshot(StoredSnapshot snapshot, String result, String cause, Instant endedAt) {
        var arn = Account.ebsArn("snapshot", snapshot.snapshotId());
        tell(
                "EBS Snapshot Notification",
                arn,
                detail().put("event", snapshot.ofNoVolume() ? "copySnapshot" : "createSnapshot")
                        .put("result", result)
                        .put("cause", cause)
                        .put("request-id", "")
                        .put("snapshot_id", arn)
                        .put("source", Account.ebsArn("volume", snapshot.volumeId()))
                        .put("startTime", seconds(snapshot.startedAt()))
                        .put("endTime", seconds(endedAt)));
    }

    private static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static ObjectNode detail() {
        return PipelineJson.MAPPER.createObjectNode();
    }

    private void tell(String detailType, String resource, ObjectNode detail) {
        sink.emit(SOURCE, detailType, List.of(resource), detail);
    }
}
