package dev.kiln.handler;

import dev.kiln.event.RecipeUploaded;
import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class StartBuildHandlerTest {
    private static final String EVENT = """
            {"detail":{"bucket":{"name":"b"},"object":{"key":"recipes/iis-2022/recipe.yaml","etag":"e","version-id":"v"}}}""";

    private final List<StartExecutionRequest> starts = new ArrayList<>();

    @Test
    void handle_upload_startsTheExecutionNamedByIt() {
        var answer = PipelineJson.MAPPER.valueToTree(handler(Map.of()).handle(PipelineJson.tree(EVENT)));

        assertThat(answer.path("started").asBoolean()).isTrue();
        assertThat(starts).singleElement().satisfies(s -> assertThat(s.name()).startsWith("iis-2022-"));
        assertThat(PipelineJson.tree(starts.getFirst().input())).isEqualTo(PipelineJson.tree("""
                {"recipe":{"bucket":"b","key":"recipes/iis-2022/recipe.yaml","versionId":"v"},"rebuild":false,"startedBy":"upload"}"""));
    }

    @Test
    void handle_metadataOfTheObject_sayWhoAsksAndThatItIsARebuild() {
        handler(Map.of(RecipeUploaded.STARTED_BY, "ada", RecipeUploaded.REBUILD, "true"))
                .handle(PipelineJson.tree(EVENT));

        assertThat(starts.getFirst().input()).contains("\"rebuild\":true").contains("\"startedBy\":\"ada\"");
    }

    @Test
    void handle_eventDeliveredTwice_startsOneExecution() {
        var handler = handler(Map.of());
        handler.handle(PipelineJson.tree(EVENT));

        var second = PipelineJson.MAPPER.valueToTree(handler.handle(PipelineJson.tree(EVENT)));

        assertThat(second.path("started").asBoolean()).isFalse();
        assertThat(starts).hasSize(1);
    }

    private StartBuildHandler handler(Map<String, String> metadata) {
        return new StartBuildHandler(
                new OneObject(metadata), new OneNameOnce(), "arn:aws:states:us-east-1:123456789012:stateMachine:m");
    }

    /** A bucket that answers HeadObject with the given user metadata. */
    private record OneObject(Map<String, String> metadata) implements S3Client {
        @Override
        public HeadObjectResponse headObject(HeadObjectRequest request) {
            return HeadObjectResponse.builder().metadata(metadata).build();
        }

        @Override
        public String serviceName() {
            return "s3";
        }

        @Override
        public void close() {}
    }

    /** Step Functions after the first execution of a name has ended: the name stays taken. */
    private final class OneNameOnce implements SfnClient {
        @Override
        public StartExecutionResponse startExecution(StartExecutionRequest request) {
            if (starts.stream().anyMatch(s -> s.name().equals(request.name()))) {
                throw ExecutionAlreadyExistsException.builder()
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("ExecutionAlreadyExists")
                                .build())
                        .build();
            }
            starts.add(request);
            return StartExecutionResponse.builder().executionArn("arn").build();
        }

        @Override
        public String serviceName() {
            return "states";
        }

        @Override
        public void close() {}
    }
}
