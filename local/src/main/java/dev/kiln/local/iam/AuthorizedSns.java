package dev.kiln.local.iam;

import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/**
 * SNS for one role: the one call that the pipeline makes, asked about first (Service Authorization Reference, "Actions,
 * resources, and condition keys for Amazon SNS").
 */
public final class AuthorizedSns implements SnsClient {
    private final SnsClient real;
    private final Gate gate;

    public AuthorizedSns(SnsClient real, Session session) {
        this.real = real;
        this.gate = new Gate(session, AccessErrors::sns);
    }

    @Override
    public PublishResponse publish(PublishRequest request) {
        gate.pass(AccessRequest.on("sns:Publish", request.topicArn()));
        return real.publish(request);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: there is no connection to close. */
    @Override
    public void close() {}
}
