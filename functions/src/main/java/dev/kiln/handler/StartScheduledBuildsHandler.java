package dev.kiln.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;
import dev.kiln.schedule.ScheduledStart;
import dev.kiln.step.StartScheduledBuilds;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

import java.time.InstantSource;
import java.util.Map;

/** A schedule has fired. The work is in {@link StartScheduledBuilds}. */
public final class StartScheduledBuildsHandler extends JsonHandler {
    private final StartScheduledBuilds builds;

    public StartScheduledBuildsHandler() {
        this(new AwsClients());
    }

    private StartScheduledBuildsHandler(AwsClients clients) {
        this(Pipeline.startScheduledBuilds(
                System.getenv(),
                clients.client(S3Client.builder()),
                clients.client(SfnClient.builder()),
                InstantSource.system()));
        builds.prime();
    }

    public StartScheduledBuildsHandler(StartScheduledBuilds builds) {
        this.builds = builds;
    }

    @Override
    Object handle(JsonNode event) {
        return Map.of("builds", builds.start(PipelineJson.MAPPER.convertValue(event, ScheduledStart.class)));
    }
}
