package dev.kiln.local.fault;

import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/** SNS as the functions reach it when each call can go wrong. No function makes other calls. */
record InterceptedSns(SnsClient real, Calls calls) implements SnsClient {
    @Override
    public PublishResponse publish(PublishRequest request) {
        return calls.make("sns:Publish", request, () -> real.publish(request));
    }

    @Override
    public String serviceName() {
        return real.serviceName();
    }

    @Override
    public void close() {
        real.close();
    }
}
