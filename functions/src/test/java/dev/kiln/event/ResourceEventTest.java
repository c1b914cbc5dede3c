package dev.kiln.event;

import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ResourceEventTest {
    @ParameterizedTest
    @CsvSource({
        "EC2 Instance State-change Notification, instance-id, state, i-0abc, stopped",
        "EC2 Command Invocation Status-change Notification, instance-id, status, i-0abc, Success",
        "EC2 AMI State Change, ImageId, State, ami-0abc, available",
    })
    void read_eventOfARule_namesTheResource(String type, String idKey, String stateKey, String id, String state) {
        var event = PipelineJson.tree("""
                {"detail-type":"%s","detail":{"%s":"%s","%s":"%s"}}""".formatted(type, idKey, id, stateKey, state));

        assertThat(ResourceEvent.read(event)).contains(new ResourceEvent(id, state));
    }

    @Test
    void read_otherEvent_isEmpty() {
        var event = PipelineJson.tree("""
                {"detail-type":"EBS Snapshot Notification","detail":{"event":"createSnapshot"}}""");

        assertThat(ResourceEvent.read(event)).isEmpty();
    }
}
