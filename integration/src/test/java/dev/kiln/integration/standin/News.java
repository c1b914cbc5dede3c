package dev.kiln.integration.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.integration.deployment.Aws;
import dev.kiln.json.PipelineJson;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Tells by PutEvents what AWS would tell by itself: LocalStack's EC2 sends no events, and its SSM runs nothing that
 * could have any. (In AWS only AWS itself may send events whose source begins with {@code aws.}.)
 *
 * <p>Each comes some seconds after the change, as in AWS, and twice: AWS promises no event only once, and the second
 * one makes up for a function that was too slow to have written down what it did when the first one came.
 */
public final class News implements AutoCloseable {
    private static final List<Duration> AFTER = List.of(Duration.ofMillis(1500), Duration.ofSeconds(6));

    private final EventBridgeClient bus;
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());

    /** News for the default bus of an account. */
    public News(Aws aws) {
        this.bus = aws.client(EventBridgeClient.builder());
    }

    /** An instance came into a state (EC2 user guide, "State change events for your instances"). */
    void instance(String instanceId, String state) {
        tell(
                "aws.ec2",
                "EC2 Instance State-change Notification",
                detail().put("instance-id", instanceId).put("state", state));
    }

    /** An image came into a state (EC2 user guide, "Monitor AMI events"). */
    void image(String imageId, String state) {
        tell(
                "aws.ec2",
                "EC2 AMI State Change",
                detail().put("RequestId", imageId)
                        .put("ImageId", imageId)
                        .put("State", state)
                        .put("ErrorMessage", ""));
    }

    /** A command ended on an instance (SSM user guide, "Amazon EventBridge event examples"). */
    void command(String commandId, String instanceId, String document) {
        tell(
                "aws.ssm",
                "EC2 Command Invocation Status-change Notification",
                detail().put("command-id", commandId)
                        .put("document-name", document)
                        .put("instance-id", instanceId)
                        .put("status", "Success"));
    }

    private static ObjectNode detail() {
        return PipelineJson.MAPPER.createObjectNode();
    }

    private void tell(String source, String type, ObjectNode detail) {
        String text = PipelineJson.write(detail);
        for (Duration after : AFTER) {
            var unused = later.schedule(() -> put(source, type, text), after.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void put(String source, String type, String detail) {
        var entry = PutEventsRequestEntry.builder()
                .source(source)
                .detailType(type)
                .detail(detail)
                .build();
        bus.putEvents(r -> r.entries(entry));
    }

    @Override
    public void close() {
        later.shutdownNow();
        bus.close();
    }
}
