package dev.kiln.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.aws.Executions;
import dev.kiln.build.Fork;
import dev.kiln.event.RecipeUploaded;
import dev.kiln.json.PipelineJson;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Starts a build for an uploaded recipe. The object's metadata say who asks and whether an existing image counts. */
public final class StartBuildHandler extends JsonHandler {
    static final String STATE_MACHINE_VARIABLE = "KILN_STATE_MACHINE_ARN";

    private final S3Client s3;
    private final Executions executions;
    private final String stateMachineArn;

    public StartBuildHandler() {
        this(new AwsClients());
    }

    private StartBuildHandler(AwsClients clients) {
        this(
                clients.client(S3Client.builder()),
                clients.client(SfnClient.builder()),
                Settings.required(System.getenv(), STATE_MACHINE_VARIABLE));
    }

    public StartBuildHandler(S3Client s3, SfnClient sfn, String stateMachineArn) {
        this.s3 = s3;
        this.executions = new Executions(sfn);
        this.stateMachineArn = stateMachineArn;
    }

    @Override
    Object handle(JsonNode event) {
        var upload = RecipeUploaded.read(event);
        String name = upload.executionName();
        boolean started = executions.start(stateMachineArn, name, input(upload));
        return new TreeMap<>(Map.of("buildId", name, "started", started));
    }

    private String input(RecipeUploaded upload) {
        var metadata = s3.headObject(
                        r -> r.bucket(upload.bucket()).key(upload.key()).versionId(upload.versionId()))
                .metadata();
        var input = new TreeMap<String, Object>();
        input.put(
                "recipe",
                new TreeMap<>(Map.of("bucket", upload.bucket(), "key", upload.key(), "versionId", upload.versionId())));
        input.put("rebuild", Boolean.parseBoolean(metadata.getOrDefault(RecipeUploaded.REBUILD, "false")));
        input.put("startedBy", metadata.getOrDefault(RecipeUploaded.STARTED_BY, "upload"));
        forkedFrom(metadata).ifPresent(fork -> input.put("forkedFrom", fork));
        return PipelineJson.write(input);
    }

    private static Optional<Fork> forkedFrom(Map<String, String> metadata) {
        return Optional.ofNullable(metadata.get(RecipeUploaded.FORKED_FROM))
                .map(build -> new Fork(build, metadata.getOrDefault(RecipeUploaded.FORKED_AT, "")));
    }
}
