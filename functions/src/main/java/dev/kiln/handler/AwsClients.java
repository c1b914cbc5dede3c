package dev.kiln.handler;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * The clients of a deployed function, which makes only those that it needs. They share what is the same for all of
 * them: each would otherwise set up TLS and look for credentials by itself, which a function that starts anew has to
 * wait for.
 */
final class AwsClients {
    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final AwsCredentialsProvider credentials =
            DefaultCredentialsProvider.builder().build();

    /** One client, from its builder. */
    <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
        return builder.httpClient(http)
                .credentialsProvider(credentials)
                .overrideConfiguration(CallBudget.configuration())
                .build();
    }
}
