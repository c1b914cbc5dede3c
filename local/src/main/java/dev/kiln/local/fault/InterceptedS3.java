package dev.kiln.local.fault;

import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Request;

import java.util.function.Function;

/** S3 as the functions reach it when each call can go wrong. */
final class InterceptedS3 extends DelegatingS3Client {
    private final Calls calls;

    InterceptedS3(S3Client real, Calls calls) {
        super(real);
        this.calls = calls;
    }

    @Override
    protected <T extends S3Request, R> R invokeOperation(T request, Function<T, R> operation) {
        String action = request.getClass().getSimpleName().replace("Request", "");
        return calls.make("s3:" + action, request, () -> operation.apply(request));
    }
}
