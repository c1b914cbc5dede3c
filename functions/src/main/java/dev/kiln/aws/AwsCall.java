package dev.kiln.aws;

import dev.kiln.error.AwsErrors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

import java.util.function.Supplier;

/** The one place where an SDK error becomes an error of the pipeline. */
final class AwsCall {
    private AwsCall() {}

    /** Runs a call; {@code doing} starts the sentence of the error. */
    static <T> T of(String doing, Supplier<T> call) {
        try {
            return call.get();
        } catch (AwsServiceException e) {
            throw AwsErrors.sort(doing, e);
        } catch (SdkClientException e) {
            throw AwsErrors.sort(doing, e);
        }
    }
}
