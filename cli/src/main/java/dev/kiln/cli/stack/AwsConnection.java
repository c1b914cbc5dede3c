package dev.kiln.cli.stack;

import dev.kiln.handler.Pipeline;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

import java.time.InstantSource;
import java.util.Optional;

/**
 * AWS itself, or what the SDK's variables {@code AWS_ENDPOINT_URL} and {@code AWS_ENDPOINT_URL_…} name instead (AWS
 * SDKs and Tools reference guide, "Service-specific endpoints").
 */
public final class AwsConnection implements StackConnection {
    @Override
    public StackClients open(Optional<String> profile, Optional<String> region) {
        var account = new Account(credentials(profile), region(profile, region));
        return new StackClients(
                account.client(CloudFormationClient.builder()),
                account.client(ServiceQuotasClient.builder()),
                new Pipeline.Clients(
                        account.client(DynamoDbClient.builder()),
                        account.client(Ec2Client.builder()),
                        account.client(SsmClient.builder()),
                        account.client(SfnClient.builder()),
                        account.client(S3Client.builder()),
                        account.client(SchedulerClient.builder()),
                        account.client(SnsClient.builder()),
                        account.client(AutoScalingClient.builder())),
                InstantSource.system());
    }

    private record Account(DefaultCredentialsProvider credentials, Region region) {
        <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
            return builder.httpClientBuilder(UrlConnectionHttpClient.builder())
                    .credentialsProvider(credentials)
                    .region(region)
                    .build();
        }
    }

    private static DefaultCredentialsProvider credentials(Optional<String> profile) {
        var provider = DefaultCredentialsProvider.builder();
        profile.ifPresent(provider::profileName);
        return provider.build();
    }

    private static Region region(Optional<String> profile, Optional<String> region) {
        if (region.isPresent()) {
            return Region.of(region.get());
        }
        var chain = DefaultAwsRegionProviderChain.builder();
        profile.ifPresent(chain::profileName);
        try {
            return chain.build().getRegion();
        } catch (SdkClientException e) {
            throw new StackRefused(
                    "No AWS region is chosen. Name it with --region, AWS_REGION, or in the profile of ~/.aws/config.");
        }
    }
}
