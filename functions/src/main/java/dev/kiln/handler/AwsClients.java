package dev.kiln.handler;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The clients of a deployed function. They share what is the same for all of them: each would otherwise set up TLS and
 * look for credentials by itself, which a function that starts anew has to wait for.
 */
final class AwsClients {
    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final AwsCredentialsProvider credentials =
            DefaultCredentialsProvider.builder().build();

    Pipeline.Clients all() {
        return new Pipeline.Clients(
                client(DynamoDbClient.builder()),
                client(Ec2Client.builder()),
                client(SsmClient.builder()),
                client(SfnClient.builder()),
                client(S3Client.builder()),
                client(SchedulerClient.builder()));
    }

    /** One client, from its builder. */
    <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
        return builder.httpClient(http).credentialsProvider(credentials).build();
    }
}
