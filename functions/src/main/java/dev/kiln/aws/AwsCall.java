package dev.kiln.aws;

import dev.kiln.error.AwsErrors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The one place where an SDK error becomes an error of the pipeline. */
public final class AwsCall {
    private AwsCall() {}

    /** Runs a call; {@code doing} starts the sentence of the error. */
    public static <T> T of(String doing, Supplier<T> call) {
        return unless(Set.of(), doing, call)
                .orElseThrow(() -> new IllegalStateException(doing + " was answered with nothing"));
    }

    /** Runs a call; empty when AWS answers with one of the codes that mean an ordinary "no" to the caller. */
    public static <T> Optional<T> unless(Set<String> codes, String doing, Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (AwsServiceException e) {
            if (codes.contains(AwsErrors.code(e))) {
                return Optional.empty();
            }
            throw AwsErrors.sort(doing, e);
        } catch (SdkClientException e) {
            throw AwsErrors.sort(doing, e);
        }
    }
}
