package dev.kiln.cli.coldstart;

import dev.kiln.json.PipelineJson;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The first event of every function, as if a build came along just now. */
final class FirstEvents {
    private static final List<String> STATES = List.of(
            "Prepare",
            "JoinBuild",
            "LaunchBuilder",
            "RunStep",
            "SealBuilder",
            "StopBuilder",
            "CreateImage",
            "TagImage",
            "RetireBuilder",
            "VerifyImage");

    private FirstEvents() {}

    /** Events by the label of the handler, for example {@code RunStep}. */
    static SortedMap<String, String> of(Sample sample) {
        var events = new TreeMap<String, String>();
        STATES.forEach(state -> events.put(state, PipelineJson.write(input(state, sample))));
        events.put("StartBuild", PipelineJson.write(envelope("aws.s3", "Object Created", uploaded(sample))));
        events.put("ScheduleRecipe", events.get("StartBuild"));
        events.put(
                "StartScheduledBuilds",
                PipelineJson.write(new TreeMap<>(Map.of(
                        "recipe", sample.recipe(), "key", key(sample), "scheduledTime", "2026-11-25T09:00:00Z"))));
        events.put("Sweep", "{}");
        events.put(
                "Notify",
                PipelineJson.write(envelope(
                        "aws.ec2",
                        "EC2 Instance State-change Notification",
                        Map.of("instance-id", sample.instanceId(), "state", "stopped"))));
        events.put(
                "TrackExecution",
                PipelineJson.write(envelope("aws.states", "Step Functions Execution Status Change", ended(sample))));
        return events;
    }

    /** A build that was made, which everything is about. */
    record Sample(
            String bucket, String recipe, String buildId, String executionArn, String instanceId, String imageId) {}

    private static Map<String, Object> input(String state, Sample sample) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("buildId", sample.buildId());
        input.put("executionArn", sample.executionArn());
        input.put("redriveCount", 0);
        input.put("state", state);
        input.put("taskToken", "token");
        input.put("enteredAt", "2026-11-25T09:00:00Z");
        input.put("retryCount", 0);
        input.put("generation", 1);
        input.put("stepIndex", 0);
        input.put("instanceId", sample.instanceId());
        input.put("imageId", sample.imageId());
        input.put("snapshotIds", List.of("snap-00000000000000001"));
        input.put("joined", sample.buildId());
        input.put("recipe", Map.of("bucket", sample.bucket(), "key", key(sample), "versionId", "v1"));
        input.put("startedBy", "cold start");
        input.put("rebuild", false);
        input.put("startedAt", "2026-11-25T09:00:00Z");
        return input;
    }

    private static String key(Sample sample) {
        return "recipes/" + sample.recipe() + "/recipe.yaml";
    }

    private static Map<String, Object> envelope(String source, String type, Map<String, Object> detail) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("version", "0");
        envelope.put("id", "00000000-0000-0000-0000-000000000001");
        envelope.put("detail-type", type);
        envelope.put("source", source);
        envelope.put("account", "123456789012");
        envelope.put("time", "2026-11-25T09:00:00Z");
        envelope.put("region", "us-east-1");
        envelope.put("resources", List.of());
        envelope.put("detail", detail);
        return envelope;
    }

    private static Map<String, Object> uploaded(Sample sample) {
        return Map.of(
                "bucket",
                Map.of("name", sample.bucket()),
                "object",
                Map.of("key", key(sample), "size", 1, "etag", "0", "version-id", "v1"));
    }

    private static Map<String, Object> ended(Sample sample) {
        return new TreeMap<>(Map.of(
                "executionArn",
                sample.executionArn(),
                "name",
                sample.buildId(),
                "status",
                "SUCCEEDED",
                "redriveCount",
                0,
                "startDate",
                1_764_061_200_000L,
                "stopDate",
                1_764_064_800_000L));
    }
}
