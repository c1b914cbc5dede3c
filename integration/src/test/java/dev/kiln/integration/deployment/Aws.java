package dev.kiln.integration.deployment;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

import java.net.URI;
import java.time.Duration;

/** Makes clients of one LocalStack. */
public record Aws(URI endpoint) {
    /** Whose account it is that LocalStack gives to callers without one of their own. */
    public static final String ACCOUNT = "000000000000";

    public static final Region REGION = Region.US_EAST_1;

    /** A client, for example {@code client(SqsClient.builder())}. */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(endpoint)
                .region(REGION)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofMinutes(3)))
                .build();
    }

    /** A client of S3, which would put the bucket's name before that of the host. */
    public S3Client s3() {
        return client(S3Client.builder().forcePathStyle(true));
    }
}
