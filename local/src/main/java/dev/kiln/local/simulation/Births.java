package dev.kiln.local.simulation;

import software.amazon.awssdk.services.ec2.model.CopyImageResponse;
import software.amazon.awssdk.services.ec2.model.CreateImageResponse;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ssm.model.SendCommandResponse;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** When functions made what they made, by its id. */
final class Births implements Witness {
    private final InstantSource clock;
    private final Map<String, Instant> births = new TreeMap<>();

    Births(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void after(ApiCall call, Object answer) {
        switch (answer) {
            case RunInstancesResponse launched -> launched.instances().forEach(instance -> born(instance.instanceId()));
            case CreateImageResponse made -> born(made.imageId());
            case CopyImageResponse copied -> born(copied.imageId());
            case CreateSnapshotsResponse taken -> taken.snapshots().forEach(snapshot -> born(snapshot.snapshotId()));
            case SendCommandResponse sent -> born(sent.command().commandId());
            default -> {
                // Makes nothing that has an id.
            }
        }
    }

    private void born(String id) {
        births.putIfAbsent(id, clock.instant());
    }

    boolean youngerThan(String id, Duration age) {
        return Optional.ofNullable(births.get(id))
                .filter(birth -> birth.plus(age).isAfter(clock.instant()))
                .isPresent();
    }
}
