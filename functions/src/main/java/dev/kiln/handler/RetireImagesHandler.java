package dev.kiln.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.step.RetireImages;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** Every day: retires the images that recipes no longer keep. The work is in {@link RetireImages}. */
public final class RetireImagesHandler extends JsonHandler {
    /** The function lives for five minutes. */
    private static final Duration AT_MOST = Duration.ofMinutes(4);

    private final RetireImages images;

    public RetireImagesHandler() {
        this(new AwsClients());
    }

    private RetireImagesHandler(AwsClients clients) {
        this(Pipeline.retireImages(
                System.getenv(),
                clients.client(DynamoDbClient.builder()),
                clients.client(Ec2Client.builder()),
                clients.client(AutoScalingClient.builder()),
                clients.client(S3Client.builder()),
                InstantSource.system()));
    }

    public RetireImagesHandler(RetireImages images) {
        this.images = images;
    }

    @Override
    Object handle(JsonNode event) {
        return Map.of("retired", images.run(AT_MOST));
    }
}
