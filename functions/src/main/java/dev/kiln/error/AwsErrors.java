package dev.kiln.error;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

import java.util.Set;

/**
 * Sorts what AWS answers into what must be done about it (EC2 API reference, "Error codes"; SSM API reference, "Common
 * errors").
 */
public final class AwsErrors {
    private static final Set<String> THROTTLES = Set.of(
            "RequestLimitExceeded",
            "ThrottlingException",
            "Throttling",
            "TooManyRequestsException",
            "SlowDown",
            "ProvisionedThroughputExceededException",
            // Two writers met in DynamoDB; one of them tries again.
            "TransactionConflictException",
            "TransactionInProgressException",
            "TransactionCanceledException");
    private static final Set<String> TRANSIENT = Set.of(
            "ServiceUnavailable",
            "Unavailable",
            "InternalError",
            "InternalFailure",
            "ServerInternal",
            "InternalServerError");
    private static final Set<String> CAPACITY = Set.of(
            "InsufficientInstanceCapacity",
            "InsufficientFreeAddressesInSubnet",
            "InsufficientVolumeCapacity",
            "InsufficientCapacity",
            "Unsupported");
    private static final Set<String> QUOTAS = Set.of(
            "VcpuLimitExceeded",
            "InstanceLimitExceeded",
            "VolumeLimitExceeded",
            "MaxIOPSLimitExceeded",
            "SnapshotLimitExceeded",
            "PendingSnapshotLimitExceeded",
            "ResourceLimitExceeded",
            "ServiceQuotaExceededException",
            "TagLimitExceeded",
            "PendingVerification");
    private static final Set<String> REFUSALS =
            Set.of("UnauthorizedOperation", "AccessDenied", "AccessDeniedException", "OptInRequired");

    private AwsErrors() {}

    /**
     * The error to throw for an answer of AWS.
     *
     * @param doing what was tried, as the start of a sentence: "RunInstances for build x"
     */
    public static PipelineException sort(String doing, AwsServiceException error) {
        String code = code(error);
        String message = doing + " was answered with " + code + ": " + text(error);
        if (THROTTLES.contains(code)) {
            return new Throttled(message + ". It is tried again.");
        }
        if (TRANSIENT.contains(code) || (error.statusCode() >= 500 && !CAPACITY.contains(code))) {
            return new TransientServiceFailure(message + ". It is tried again.");
        }
        if (CAPACITY.contains(code)) {
            return new CapacityUnavailable(message);
        }
        if (QUOTAS.contains(code)) {
            return new QuotaExceeded(message + ". Raise the quota in Service Quotas, then redrive.");
        }
        if (REFUSALS.contains(code)) {
            return new AccessRefused(message + ". Mend the role's policy, then redrive.");
        }
        return new RequestRefused(code, message);
    }

    /** The error to throw when no answer arrived: the effect may or may not have happened. */
    public static PipelineException sort(String doing, SdkClientException error) {
        return new TransientServiceFailure(doing + " had no answer: " + error.getMessage()
                + ". Whether it took effect is looked up before it is tried again.");
    }

    /** The error code of an answer, or an empty string if it carries none. */
    public static String code(AwsServiceException error) {
        var details = error.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    private static String text(AwsServiceException error) {
        var details = error.awsErrorDetails();
        String text = details == null || details.errorMessage() == null ? error.getMessage() : details.errorMessage();
        return text == null ? "no message" : text;
    }
}
